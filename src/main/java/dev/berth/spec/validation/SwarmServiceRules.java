package dev.berth.spec.validation;

import dev.berth.spec.ImageSource;
import dev.berth.spec.Mount;
import dev.berth.spec.Networking;
import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a service of a Swarm cannot have, though a container can. */
final class SwarmServiceRules {
  /** The way out where there is no other. */
  private static final String ELSEWHERE = "; remove it, or place the app on a Docker engine";

  private static final String NONE = "is not possible on a Swarm" + ELSEWHERE;

  private static final String OF_ONE_MACHINE =
      "reaches what belongs to one machine, and tasks may be on any node" + ELSEWHERE;

  private static final String GENERIC = "deploy.resources.reservations.generic_resources";

  private static final String SHARED_MEMORY =
      "{type: tmpfs, target: /dev/shm, tmpfs: {size: …}} under volumes";

  private final AppDraft draft;
  private final Service service;
  private final List<Violation> found = new ArrayList<>();

  SwarmServiceRules(AppDraft draft, Service service) {
    this.draft = draft;
    this.service = service;
  }

  List<Violation> check(boolean isOneNode) {
    if (service.image() instanceof ImageSource.Build build
        && build.push().isEmpty()
        && !isOneNode) {
      add(
          OwnKey.BUILD,
          "makes an image that only one node would have: say with build.push where it is pushed, or"
              + " with registry of the Engine for all its apps; or build it elsewhere and write"
              + " image");
    }
    service.mounts().forEach(this::mount);
    networking(service.networking());
    hooks();
    if (service.onUnhealthy() == Service.OnUnhealthy.NONE) {
      add(OwnKey.ON_UNHEALTHY, "is none, and a Swarm replaces what is unhealthy; remove it");
    }
    service
        .options()
        .settings()
        .forEach((option, setting) -> {
          if (!option.isSilent(setting.text())) {
            reason(option).ifPresent(why -> add(option, why));
          }
        });
    return found;
  }

  private void mount(Mount mount) {
    switch (mount) {
      case Mount.OfHost host ->
          add(
              OwnKey.VOLUMES,
              "`"
                  + host.source()
                  + "` is another folder on each node; use a volume, or a config for a file");
      case Mount.OfVolume volume when volume.volume().isEmpty() -> nameless(volume.target());
      case Mount.OfVolume volume when volume.subpath().isPresent() ->
          add(OwnKey.VOLUMES, "a subpath of `" + volume.target() + "` is not possible on a Swarm");
      case Mount.OfVolume volume -> {}
      case Mount.OfMemory memory -> {}
    }
  }

  private void nameless(String target) {
    if (!service.surroundings().renewAnonVolumes()) {
      add(
          OwnKey.VOLUMES,
          "the volume at `"
              + target
              + "` has no name, and a Swarm makes a new one for each task: name it, or say"
              + " renew_anon_volumes: true");
    }
  }

  private void networking(Networking networking) {
    networking
        .mode()
        .ifPresent(mode ->
            add(
                OwnKey.NETWORK_MODE,
                "`" + mode + "` is of one machine; use networks, which reach over all nodes"));
    networking
        .containerName()
        .ifPresent(name ->
            add(
                OwnKey.CONTAINER_NAME,
                "`" + name + "` can be had once, and tasks are named by the Swarm; remove it"));
    if (!networking.externalLinks().isEmpty()) {
      add(
          OwnKey.EXTERNAL_LINKS,
          "lead to containers of one machine; join an external network that the others are on");
    }
    networking.networks().forEach(this::attachment);
  }

  private void attachment(String network, Networking.Attachment wish) {
    if (wish.ipv4().isPresent()
        || wish.ipv6().isPresent()
        || wish.macAddress().isPresent()
        || !wish.linkLocal().isEmpty()) {
      add(
          OwnKey.NETWORKS.key() + "." + network,
          "asks for an address, and a Swarm gives them out by itself; reach the service by its"
              + " name, and remove it");
    }
  }

  private void hooks() {
    String why = "runs in containers of nodes that Berth does not reach; put it into the image";
    if (!service.surroundings().postStart().isEmpty()) {
      add(OwnKey.POST_START, why);
    }
    if (!service.surroundings().preStop().isEmpty()) {
      add(OwnKey.PRE_STOP, why);
    }
  }

  /** Why a service cannot have an option; empty where it can (Engine API 1.41, ServiceCreate). */
  private static Optional<String> reason(RunOption option) {
    String why =
        switch (option) {
          case CAP_ADD, CAP_DROP, DNS, DNS_OPT, DNS_SEARCH, EXTRA_HOSTS, GROUP_ADD -> "";
          case ISOLATION, LOGGING, PLATFORM, STDIN_OPEN, SYSCTLS, TTY, ULIMITS -> "";
          case DEVICES, DEVICE_CGROUP_RULES, PID, IPC, UTS, VOLUMES_FROM -> OF_ONE_MACHINE;
          case GPUS -> "is not possible on a Swarm; have nodes announce them, and write " + GENERIC;
          case SHM_SIZE -> "is not possible on a Swarm; write " + SHARED_MEMORY;
          case CPU_SHARES, CPUSET, CPU_PERIOD, CPU_QUOTA, CPU_COUNT, CPU_PERCENT ->
              "is not possible on a Swarm; write cpus, or deploy.resources";
          case MEM_SWAPPINESS, MEMSWAP_LIMIT, OOM_KILL_DISABLE, OOM_SCORE_ADJ ->
              "is not possible on a Swarm; write mem_limit, or remove it";
          case ANNOTATIONS, BLKIO, CGROUP, CGROUP_PARENT, CPU_RT_PERIOD, CPU_RT_RUNTIME -> NONE;
          case DOMAINNAME, MAC_ADDRESS, PRIVILEGED, RUNTIME, SECURITY_OPT -> NONE;
          case STORAGE_OPT, USERNS_MODE -> NONE;
        };
    return Optional.of(why).filter(text -> !text.isEmpty());
  }

  private void add(ServiceKey key, String message) {
    add(key.key(), message);
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(service.name(), key), message));
  }
}
