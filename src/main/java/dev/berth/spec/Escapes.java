package dev.berth.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways out of its containers that a service asks for and that are not permitted. */
final class Escapes {
  private static final List<RunOption> NAMESPACES =
      List.of(RunOption.PID, RunOption.IPC, RunOption.UTS, RunOption.CGROUP, RunOption.USERNS_MODE);
  private static final List<RunOption> DEVICES =
      List.of(RunOption.DEVICES, RunOption.DEVICE_CGROUP_RULES, RunOption.GPUS);
  private static final String HOST = "host";

  private final AppDraft draft;
  private final Service service;
  private final Permits permits;
  private final List<Violation> denials = new ArrayList<>();

  Escapes(AppDraft draft, Service service, Permits permits) {
    this.draft = draft;
    this.service = service;
    this.permits = permits;
  }

  List<Violation> denials() {
    RunOptions options = service.options();
    if (options.get(RunOption.PRIVILEGED).isPresent() && !permits.privileged()) {
      deny("privileged", "a privileged container owns the machine; berth.policy.privileged=true");
    }
    if (!permits.hostNamespaces()) {
      namespaces(options);
    }
    if (!permits.devices()) {
      DEVICES.stream()
          .filter(option -> options.get(option).isPresent())
          .forEach(
              o -> deny(o.key(), "it reaches the machine's devices; berth.policy.devices=true"));
    }
    if (!permits.otherContainers()) {
      others(options);
    }
    options.words(RunOption.CAP_ADD).stream()
        .filter(capability -> !permits.allows(capability))
        .forEach(capability ->
            deny(
                "cap_add",
                "`"
                    + capability
                    + "` is beyond Docker's default set; berth.policy.capabilities="
                    + Permits.bare(capability)));
    hooks();
    return denials;
  }

  private void namespaces(RunOptions options) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("network_mode", service.networking().mode().orElse(""));
    NAMESPACES.forEach(option -> modes.put(option.key(), options.text(option)));
    if (service.image() instanceof ImageSource.Build build) {
      modes.put("build.network", build.options().network().orElse(""));
    }
    service.networking().networks().keySet().stream()
        .map(name -> draft.app().network(name))
        .filter(network -> network.external() && network.name().orElse("").equals(HOST))
        .forEach(network -> modes.put("networks", HOST));
    modes.forEach((key, mode) -> {
      if (mode.equals(HOST)) {
        deny(key, "it shares a namespace of the machine; berth.policy.host-namespaces=true");
      }
    });
  }

  /** A network may be shared with anybody; processes, memory and data are more than that. */
  private void others(RunOptions options) {
    for (RunOption option : List.of(RunOption.PID, RunOption.IPC)) {
      if (options.text(option).startsWith(Networking.CONTAINER)) {
        denyOther(option.key());
      }
    }
    if (options.words(RunOption.VOLUMES_FROM).stream()
        .anyMatch(from -> from.startsWith(Networking.CONTAINER))) {
      denyOther(RunOption.VOLUMES_FROM.key());
    }
  }

  private void denyOther(String key) {
    deny(key, "it reaches into a container of nobody's; berth.policy.other-containers=true");
  }

  private void hooks() {
    Surroundings more = service.surroundings();
    if (!permits.privileged()
        && java.util.stream.Stream.concat(more.postStart().stream(), more.preStop().stream())
            .anyMatch(Hook::privileged)) {
      deny(
          more.postStart().stream().anyMatch(Hook::privileged) ? "post_start" : "pre_stop",
          "a privileged command owns the machine; berth.policy.privileged=true");
    }
  }

  private void deny(String key, String why) {
    denials.add(
        new Violation(
            draft.path(service.name(), key), "`" + key + "` is refused: " + why + " allows it"));
  }
}
