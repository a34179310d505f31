package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.Ownership;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Mount;
import dev.berth.spec.OwnKey;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.SecretText;
import dev.berth.spec.Setting;
import dev.berth.spec.UnsetVariable;
import dev.berth.spec.policy.HostAccessPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A container's settings as fields by path, written so that what was wanted and what the engine
 * shows can be compared: the image's part filled in, and the same thing spelt the same way.
 *
 * <p>Unlike {@link FingerprintFields} nothing outlives the comparison, so spellings may change.
 */
final class ComparableSettings {
  static final String MEMORY = "deploy.resources.limits.memory";
  static final String CPUS = "deploy.resources.limits.cpus";
  static final String PIDS = "deploy.resources.limits.pids";
  static final String RESERVATION = "deploy.resources.reservations.memory";

  private final SortedMap<String, String> traits = new TreeMap<>();
  private final ImageDefaults image;

  private ComparableSettings(ImageDefaults image) {
    this.image = image;
  }

  /** What a container made by these settings from that image will show. */
  static SortedMap<String, String> wanted(ContainerSettings settings, ImageDefaults image) {
    return new ComparableSettings(image).read(settings);
  }

  /** What a container shows, the image's part included. */
  static SortedMap<String, String> seen(ContainerSettings settings) {
    return new ComparableSettings(ImageDefaults.NONE).read(settings);
  }

  private SortedMap<String, String> read(ContainerSettings settings) {
    for (OwnKey key : OwnKey.values()) {
      own(key, settings.process(), settings);
    }
    traits.putAll(settings.others());
    settings.options().settings().forEach((option, wish) -> put(option.key(), text(option, wish)));
    traits.remove(RunOption.PLATFORM.key());
    traits.values().removeIf(String::isEmpty);
    return traits;
  }

  /** Which of them are Berth's is told by the fingerprint, but for what no engine shows. */
  private void labels(SortedMap<String, String> labels) {
    pairs("labels.", image.labels(), labels);
    traits
        .keySet()
        .removeIf(path ->
            path.startsWith("labels." + Ownership.PREFIX)
                || path.startsWith("labels." + ComposeLabels.PREFIX));
    put("files", labels.getOrDefault(Ownership.FILES, ""));
  }

  private static String text(RunOption option, Setting wish) {
    return switch (option) {
      case CAP_ADD, CAP_DROP -> sorted(wish, HostAccessPolicy::bare);
      case LOGGING -> wish.text().replaceFirst("driver=json-file(, )?", "").replace("{}", "");
      case SECURITY_OPT -> sorted(wish, word -> word.replace(":true", "").replace("=true", ""));
      case MEMSWAP_LIMIT, CPU_SHARES, CPU_PERIOD, CPU_QUOTA ->
          wish.text().equals("0") ? "" : wish.text();
      default -> wish.text();
    };
  }

  /** Of words whose order says nothing. */
  private static String sorted(Setting wish, UnaryOperator<String> spelling) {
    return wish instanceof Setting.Words words
        ? words.words().stream().map(spelling).sorted().toList().toString()
        : wish.text();
  }

  /** Another entry point takes the image's command away, as in Docker. */
  private void words(ProcessSpec process) {
    List<String> entrypoint = process.entrypoint().orElse(image.entrypoint());
    List<String> command = process.entrypoint().isPresent() ? List.of() : image.command();
    put("entrypoint", words(entrypoint));
    put("command", words(process.command().orElse(command)));
  }

  /** {@code [""]} is how engines are told to take the image's entry point away. */
  private static String words(List<String> words) {
    return words.isEmpty() || words.equals(List.of("")) ? "" : words.toString();
  }

  private void own(OwnKey key, ProcessSpec process, ContainerSettings settings) {
    switch (key) {
      case ENTRYPOINT -> words(process);
      case USER -> put(key.key(), process.user().or(image::user).orElse(""));
      case WORKING_DIR -> put(key.key(), process.workingDir().or(image::workingDir).orElse(""));
      case STOP_SIGNAL -> put(key.key(), process.stopSignal().or(image::stopSignal).orElse(""));
      case HOSTNAME -> put(key.key(), process.hostname().orElse(""));
      case STOP_GRACE_PERIOD ->
          put(key.key(), process.stopGrace().map(ComparableSettings::text).orElse(""));
      case INIT -> put(key.key(), process.init().orElse(false) ? "true" : "");
      case READ_ONLY -> put(key.key(), process.readOnly() ? "true" : "");
      case ENVIRONMENT -> pairs("environment.", image.environment(), settings.environment());
      case LABELS -> labels(settings.labels());
      case PORTS -> put(key.key(), texts(settings.ports().stream().map(PortText::of).toList()));
      case EXPOSE -> put(key.key(), texts(exposed(settings)));
      case VOLUMES -> settings.mounts().forEach(m -> put("volumes." + m.target(), text(m)));
      case NETWORK_MODE -> put(key.key(), settings.network().mode().orElse(""));
      case HEALTHCHECK -> health(settings.healthCheck());
      case CPUS -> resources(settings.resources());
      case COMMAND, TMPFS, MEM_LIMIT, MEM_RESERVATION, PIDS_LIMIT -> {} // With those above.
      case CONFIGS, SECRETS, DEPLOY, ENV -> {} // As mounts, limits and environment.
      case NETWORKS, EXTERNAL_LINKS -> {} // EndpointDrifts
      case IMAGE, BUILD, PULL_POLICY, UPDATE, RESTART, CONTAINER_NAME -> {} // On their own.
      case REPLICAS, SCALE, DEPENDS_ON, LINKS, ON_UNHEALTHY, RENEW_ANON_VOLUMES -> {} // Berth's.
      case POST_START, PRE_STOP, ATTACH, DEVELOP -> {} // No part of what is made.
    }
  }

  /** An empty value differs from none. */
  private void pairs(
      String front, SortedMap<String, String> ofImage, SortedMap<String, String> own) {
    ofImage.forEach((key, value) -> put(front + key, shown(value)));
    own.forEach((key, value) -> put(front + key, shown(value)));
  }

  private static String shown(String value) {
    if (UnsetVariable.is(value)) {
      return "(unset)";
    }
    return value.isEmpty() ? "\"\"" : SecretText.shown(value);
  }

  private Collection<String> exposed(ContainerSettings settings) {
    TreeSet<String> ports = new TreeSet<>(image.exposed());
    settings.expose().forEach(port -> ports.add(port.full()));
    for (Port port : settings.ports()) {
      ports.add(port.target() + "/" + port.protocol().name().toLowerCase(Locale.ROOT));
    }
    return ports;
  }

  private static String texts(Collection<String> texts) {
    return texts.isEmpty() ? "" : String.join(", ", new TreeSet<>(texts));
  }

  private static String text(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v ->
          "volume "
              + v.volume().orElse("without a name")
              + (v.readOnly() ? " read-only" : "")
              + v.subpath().map(path -> " from " + path).orElse("");
      case Mount.OfHost h -> "bind " + h.source() + (h.readOnly() ? " read-only" : "");
      case Mount.OfMemory m ->
          "tmpfs"
              + (m.sizeBytes().isPresent() ? " of " + m.sizeBytes().getAsLong() : "")
              + m.options().map(FingerprintFields::moreOptions).orElse("");
    };
  }

  private void health(Optional<HealthCheck> own) {
    List<String> test = own.map(HealthCheck::test).filter(t -> !t.isEmpty()).orElse(List.of());
    Optional<HealthCheck> ofImage = image.healthCheck();
    put(
        "healthcheck.test",
        words(test.isEmpty() ? ofImage.map(HealthCheck::test).orElse(test) : test));
    time("interval", own.flatMap(HealthCheck::interval), ofImage.flatMap(HealthCheck::interval));
    time("timeout", own.flatMap(HealthCheck::timeout), ofImage.flatMap(HealthCheck::timeout));
    time(
        "start_period",
        own.flatMap(HealthCheck::startPeriod),
        ofImage.flatMap(HealthCheck::startPeriod));
    time(
        "start_interval",
        own.flatMap(HealthCheck::startInterval),
        ofImage.flatMap(HealthCheck::startInterval));
    put(
        "healthcheck.retries",
        own.flatMap(ComparableSettings::retries)
            .or(() -> ofImage.flatMap(ComparableSettings::retries))
            .orElse(""));
  }

  private void time(String name, Optional<Duration> own, Optional<Duration> ofImage) {
    put("healthcheck." + name, own.or(() -> ofImage).map(ComparableSettings::text).orElse(""));
  }

  private static Optional<String> retries(HealthCheck check) {
    return check.retries().isPresent()
        ? Optional.of(Integer.toString(check.retries().getAsInt()))
        : Optional.empty();
  }

  private void resources(Resources resources) {
    limit(CPUS, resources.nanoCpus());
    limit(MEMORY, resources.memoryBytes());
    limit(RESERVATION, resources.memoryReservationBytes());
    limit(PIDS, resources.pids());
  }

  /** None is written as nothing, as 0 or as -1. */
  private void limit(String path, OptionalLong value) {
    put(path, value.orElse(0) > 0 ? Long.toString(value.getAsLong()) : "");
  }

  private static String text(Duration duration) {
    return duration.isZero() ? "" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private void put(String path, String value) {
    traits.put(path, value);
  }
}
