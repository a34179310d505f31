package dev.berth.spec.policy;

import dev.berth.spec.KeyDecision;
import dev.berth.spec.RunOption;
import dev.berth.spec.Setting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What each option of {@code docker run} may be set to: those that {@link RunOption} lets free
 * anything, all others what a rule here lets through, and nothing where there is none.
 */
final class OptionRules {
  private static final Set<String> RUNTIMES = Set.of("runc", "io.containerd.runc.v2");

  /** What runtimes and their shims read among annotations, and act on as root. */
  private static final List<String> ACTED_ON =
      List.of(
          "org.systemd.",
          "org.criu.",
          "org.opencontainers.",
          "run.oci.",
          "io.katacontainers.",
          "io.containerd.",
          "io.kubernetes.",
          "dev.gvisor.",
          "com.docker.",
          "nvidia.",
          "module.wasm.",
          "bundle");

  private final HostAccessPolicy hostAccessPolicy;

  OptionRules(HostAccessPolicy hostAccessPolicy) {
    this.hostAccessPolicy = hostAccessPolicy;
  }

  /** Why a setting is refused, each with the setting of Berth that would allow it. */
  Stream<String> refusals(RunOption option, Setting setting) {
    return switch (option.decision()) {
      case KeyDecision.Free free -> Stream.empty();
      case KeyDecision.Guarded guarded -> beyond(option, setting);
      case KeyDecision.Bounded bounded -> beyond(option, setting);
      case KeyDecision.Refused refused -> Stream.of(refused.why());
    };
  }

  /** Of an option of which some values reach beyond the app; without a rule, all of them do. */
  private Stream<String> beyond(RunOption option, Setting setting) {
    return switch (option) {
      case PRIVILEGED ->
          unless(
              hostAccessPolicy.privileged(),
              "a privileged container owns the machine",
              "privileged");
      case DEVICES, DEVICE_CGROUP_RULES, GPUS ->
          unless(hostAccessPolicy.devices(), "it reaches the machine's devices", "devices");
      // Whose namespaces they are is decided together, and whose containers.
      case PID, IPC, UTS, CGROUP, USERNS_MODE, VOLUMES_FROM -> Stream.empty();
      case CGROUP_PARENT ->
          granted(Grant.CGROUP_PARENTS, setting.text(), "is a control group of the machine");
      case RUNTIME -> runtime(setting.text());
      case CAP_ADD -> words(setting).stream().flatMap(this::capability);
      case SECURITY_OPT -> words(setting).stream().flatMap(this::security);
      case ANNOTATIONS, LOGGING, STORAGE_OPT, SYSCTLS, ULIMITS -> named(option, pairs(setting));
      default -> resources(option, setting);
    };
  }

  /** By the names in it. */
  private Stream<String> named(RunOption option, SortedMap<String, String> pairs) {
    Stream<String> names = pairs.keySet().stream();
    return switch (option) {
      case ANNOTATIONS -> names.flatMap(this::annotation);
      case LOGGING -> LogRules.refusals(pairs, hostAccessPolicy);
      case SYSCTLS ->
          names
              .filter(name -> !KernelRules.isOfContainer(name))
              .flatMap(name -> granted(Grant.SYSCTLS, name, "is a setting of the whole machine"));
      case ULIMITS ->
          names
              .filter(name -> !KernelRules.isHarmlessLimit(name))
              .flatMap(name -> resources("limit `" + name + "` raises it above others"));
      default ->
          names
              .filter(name -> !name.equals("size"))
              .map(name -> "option `" + name + "` is not known, and no setting allows it");
    };
  }

  /** By what is left for others. */
  private Stream<String> resources(RunOption option, Setting setting) {
    return switch (option) {
      case OOM_SCORE_ADJ ->
          setting.text().startsWith("-")
              ? resources("others would be killed in its place")
              : Stream.empty();
      case OOM_KILL_DISABLE -> resources("the machine could not take its memory back");
      case CPU_RT_PERIOD, CPU_RT_RUNTIME -> resources("real-time tasks go before all others");
      default -> Stream.of("it reaches beyond its app, and nobody has said which values do not");
    };
  }

  private static Stream<String> unless(boolean allowed, String why, String setting) {
    return allowed
        ? Stream.empty()
        : Stream.of(why + "; berth.policy." + setting + "=true allows it");
  }

  private Stream<String> resources(String why) {
    return unless(hostAccessPolicy.hostResources(), why, "host-resources");
  }

  private Stream<String> granted(Grant grant, String word, String why) {
    return granted(hostAccessPolicy, grant, word, why).stream();
  }

  /** Why a word is refused unless it is on a list. */
  static Optional<String> granted(
      HostAccessPolicy hostAccessPolicy, Grant grant, String word, String why) {
    return hostAccessPolicy.allows(grant, word)
        ? Optional.empty()
        : Optional.of("`" + word + "` " + why + "; " + grant.setting() + "=" + word + " allows it");
  }

  private Stream<String> capability(String name) {
    return hostAccessPolicy.allows(name)
        ? Stream.empty()
        : Stream.of(
            "`"
                + name
                + "` is beyond Docker's default set; berth.policy.capabilities="
                + HostAccessPolicy.bare(name)
                + " allows it");
  }

  private Stream<String> security(String word) {
    String plain = SecurityOption.plain(word);
    boolean isProfile = plain.startsWith("seccomp={");
    String shown = isProfile ? "seccomp" : plain;
    return SecurityOption.isFree(plain) || hostAccessPolicy.allows(Grant.SECURITY_OPTIONS, plain)
        ? Stream.empty()
        : granted(Grant.SECURITY_OPTIONS, shown, "takes a wall of the container down");
  }

  private Stream<String> annotation(String key) {
    return ACTED_ON.stream().anyMatch(key.strip()::startsWith)
        ? granted(Grant.ANNOTATIONS, key, "tells the runtime of containers what to do as root")
        : Stream.empty();
  }

  private Stream<String> runtime(String name) {
    return RUNTIMES.contains(name)
        ? Stream.empty()
        : granted(Grant.RUNTIMES, name, "is a program of the machine that runs as root");
  }

  private static List<String> words(Setting setting) {
    return setting instanceof Setting.Words words ? words.words() : List.of(setting.text());
  }

  private static SortedMap<String, String> pairs(Setting setting) {
    return setting instanceof Setting.Pairs pairs ? pairs.pairs() : new java.util.TreeMap<>();
  }
}
