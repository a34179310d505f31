package dev.berth.spec;

import java.util.List;

/**
 * What a service's containers get beside image, process and data.
 *
 * @param files secrets and configs
 * @param postStart run in each container after each start
 * @param preStop run in each container before Berth stops it
 * @param renewAnonVolumes whether a new container gets new volumes in place of its predecessor's,
 *     where they have no name
 * @param deploy what only a Swarm acts on
 */
public record ServiceRuntime(
    Networking networking,
    RunOptions options,
    List<GivenFile> files,
    List<LifecycleHook> postStart,
    List<LifecycleHook> preStop,
    boolean renewAnonVolumes,
    SwarmDeploy deploy) {
  /** Nothing said. */
  public static final ServiceRuntime NONE =
      new ServiceRuntime(
          Networking.PLAIN,
          RunOptions.NONE,
          List.of(),
          List.of(),
          List.of(),
          false,
          SwarmDeploy.NONE);

  public ServiceRuntime {
    files = List.copyOf(files);
    postStart = List.copyOf(postStart);
    preStop = List.copyOf(preStop);
  }

  public ServiceRuntime withNetworking(Networking changed) {
    return new ServiceRuntime(
        changed, options, files, postStart, preStop, renewAnonVolumes, deploy);
  }
}
