package dev.berth.observe;

import dev.berth.spec.HealthCheck;
import dev.berth.spec.Mount;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that can be said of a container when it is made, in the words of no engine. A
 * blueprint is one that should be; what an engine shows can be read as one that is.
 *
 * @param name unique on the engine
 * @param image id or reference
 * @param labels all of them, ownership too
 * @param mounts named volumes by their name on the engine
 * @param restart the engine's own policy
 * @param others what an engine shows beside all that, by path: {@code cap_add}, {@code dns}, … Only
 *     what is not the engine's default
 */
public record ContainerSettings(
    String name,
    String image,
    ProcessSpec process,
    SortedMap<String, String> environment,
    SortedMap<String, String> labels,
    List<Port> ports,
    List<Integer> expose,
    List<Mount> mounts,
    Endpoint network,
    Optional<HealthCheck> healthCheck,
    RestartPolicy restart,
    Resources resources,
    SortedMap<String, String> others) {

  /** With nothing but what Berth has words for. */
  public ContainerSettings(
      String name,
      String image,
      ProcessSpec process,
      SortedMap<String, String> environment,
      SortedMap<String, String> labels,
      List<Port> ports,
      List<Integer> expose,
      List<Mount> mounts,
      Endpoint network,
      Optional<HealthCheck> healthCheck,
      RestartPolicy restart,
      Resources resources) {
    this(
        name,
        image,
        process,
        environment,
        labels,
        ports,
        expose,
        mounts,
        network,
        healthCheck,
        restart,
        resources,
        new TreeMap<>());
  }

  /**
   * A place on a network.
   *
   * @param network its id or name
   * @param aliases host names there, beside the container's own
   */
  public record Endpoint(String network, Set<String> aliases) {
    public Endpoint {
      aliases = Set.copyOf(aliases);
    }
  }
}
