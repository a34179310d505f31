package dev.berth.spec.policy;

import dev.berth.spec.App;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.ImageSource;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Namespaces;
import dev.berth.spec.Networking;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import dev.berth.spec.Setting;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.CacheEntry;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The ways out of its containers that a service asks for and that are not permitted. */
final class HostAccessRules {
  private static final List<RunOption> NAMESPACES =
      List.of(RunOption.PID, RunOption.IPC, RunOption.UTS, RunOption.CGROUP, RunOption.USERNS_MODE);

  private final HostAccessPolicy hostAccessPolicy;
  private final BiConsumer<String, String> deny;

  /** {@code deny} is told each key and why it is refused. */
  HostAccessRules(HostAccessPolicy hostAccessPolicy, BiConsumer<String, String> deny) {
    this.hostAccessPolicy = hostAccessPolicy;
    this.deny = deny;
  }

  /** Those of a service as it was declared. */
  static List<Violation> of(AppDraft draft, Service service, HostAccessPolicy hostAccessPolicy) {
    List<Violation> denials = new ArrayList<>();
    HostAccessRules hostAccessRules =
        new HostAccessRules(
            hostAccessPolicy,
            (key, why) -> denials.add(new Violation(draft.path(service.name(), key), why)));
    hostAccessRules.options(service.options());
    hostAccessRules.namespaces(modes(draft.app(), service));
    hostAccessRules.others(service.options());
    hostAccessRules.hooks(service.surroundings());
    hostAccessRules.attachments(service.networking());
    if (service.image() instanceof ImageSource.Build build) {
      hostAccessRules.steps(build.options());
    }
    return denials;
  }

  private static Map<String, String> modes(App app, Service service) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("network_mode", service.networking().mode().orElse(""));
    NAMESPACES.forEach(option -> modes.put(option.key(), service.options().text(option)));
    if (service.image() instanceof ImageSource.Build build) {
      modes.put("build.network", build.options().network().orElse(""));
    }
    service.networking().networks().keySet().stream()
        .map(app::network)
        .filter(network -> Namespaces.isHost(network.name().orElse("")))
        .forEach(network -> modes.put("networks", Namespaces.HOST));
    return modes;
  }

  /** Those of a container that is to be made, but for what it shares of others. */
  void container(RunOptions options, Optional<String> networkMode, Set<String> networks) {
    options(options);
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("network_mode", networkMode.orElse(""));
    NAMESPACES.forEach(option -> modes.put(option.key(), options.text(option)));
    modes.put("networks", networks.stream().anyMatch(Namespaces::isHost) ? Namespaces.HOST : "");
    namespaces(modes);
  }

  /** That of a build. */
  void build(BuildOptions options) {
    steps(options);
    namespaces(Map.of("build.network", options.network().orElse("")));
  }

  /** That of a place on a network. */
  void network(String name) {
    namespaces(Map.of("networks", name));
  }

  private void options(RunOptions options) {
    OptionRules rules = new OptionRules(hostAccessPolicy);
    options
        .settings()
        .forEach((option, setting) ->
            rules.refusals(option, setting).distinct().forEach(why -> deny(option.key(), why)));
  }

  private void namespaces(Map<String, String> modes) {
    if (hostAccessPolicy.hostNamespaces()) {
      return;
    }
    modes.forEach((key, mode) -> {
      if (Namespaces.leavesInside(key, mode)) {
        deny(
            key,
            "`"
                + mode
                + "` shares a namespace of the machine; berth.policy.host-namespaces=true allows"
                + " it");
      }
    });
  }

  /** A network may be shared with anybody; processes, memory and data are more than that. */
  private void others(RunOptions options) {
    if (hostAccessPolicy.otherContainers()) {
      return;
    }
    for (RunOption option : List.of(RunOption.PID, RunOption.IPC)) {
      if (options.text(option).startsWith(Networking.CONTAINER)) {
        other(option.key());
      }
    }
    if (options.words(RunOption.VOLUMES_FROM).stream()
        .anyMatch(from -> from.startsWith(Networking.CONTAINER))) {
      other(RunOption.VOLUMES_FROM.key());
    }
  }

  /** Something of a container that is not of the app is used. */
  void other(String key) {
    if (!hostAccessPolicy.otherContainers()) {
      deny(
          key,
          "it reaches into a container of nobody's; berth.policy.other-containers=true allows it");
    }
  }

  private void hooks(ServiceRuntime more) {
    if (Stream.concat(more.postStart().stream(), more.preStop().stream())
        .anyMatch(LifecycleHook::privileged)) {
      hook(
          more.postStart().stream().anyMatch(LifecycleHook::privileged)
              ? "post_start"
              : "pre_stop");
    }
  }

  /** A privileged command. */
  void hook(String key) {
    if (!hostAccessPolicy.privileged()) {
      deny(key, "a privileged command owns the machine; berth.policy.privileged=true allows it");
    }
  }

  private void attachments(Networking networking) {
    NetworkRules rules = new NetworkRules(hostAccessPolicy, this::deny);
    networking.networks().values().forEach(place -> rules.attachment(place.driverOptions()));
  }

  private void steps(BuildOptions options) {
    caches("build.cache_from", options.cacheFrom());
    caches("build.cache_to", options.cacheTo());
    new OptionRules(hostAccessPolicy)
        .refusals(RunOption.ULIMITS, new Setting.Pairs(options.ulimits()))
        .forEach(why -> deny("build.ulimits", why));
  }

  private void caches(String key, List<String> texts) {
    for (String text : texts) {
      if (CacheEntry.parse(text) instanceof Validated.Invalid<List<CacheEntry>> invalid) {
        deny(key, invalid.violations().getFirst().message());
      }
    }
  }

  private void deny(String key, String why) {
    deny.accept(key, "`" + key + "` is refused: " + why);
  }
}
