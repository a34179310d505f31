package dev.berth.observe;

import dev.berth.spec.ContainerPort;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Mount;
import dev.berth.spec.Networking;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
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
 * @param network where it is attached
 * @param restart the engine's own policy
 * @param options as declared; of a container that is there also those that the engine filled in
 * @param others what an engine shows beside all that, by path: {@code auto_remove}, … Only what is
 *     not the engine's default
 */
public record ContainerSettings(
    String name,
    String image,
    ProcessSpec process,
    SortedMap<String, String> environment,
    SortedMap<String, String> labels,
    List<Port> ports,
    List<ContainerPort> expose,
    List<Mount> mounts,
    Reach network,
    Optional<HealthCheck> healthCheck,
    RestartPolicy restart,
    Resources resources,
    RunOptions options,
    SortedMap<String, String> others) {

  /** With no options. */
  public ContainerSettings(
      String name,
      String image,
      ProcessSpec process,
      SortedMap<String, String> environment,
      SortedMap<String, String> labels,
      List<Port> ports,
      List<ContainerPort> expose,
      List<Mount> mounts,
      Reach network,
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
        RunOptions.NONE,
        new TreeMap<>());
  }

  /** Likewise under another name. */
  public ContainerSettings withName(String changed) {
    return new ContainerSettings(
        changed,
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
        options,
        others);
  }

  /** Likewise with other variables and labels. */
  public ContainerSettings withEnvironment(
      SortedMap<String, String> variables, SortedMap<String, String> tags) {
    return new ContainerSettings(
        name,
        image,
        process,
        variables,
        tags,
        ports,
        expose,
        mounts,
        network,
        healthCheck,
        restart,
        resources,
        options,
        others);
  }

  /** Likewise with other parts of other containers. */
  public ContainerSettings sharing(Reach reach, RunOptions shared) {
    return new ContainerSettings(
        name,
        image,
        process,
        environment,
        labels,
        ports,
        expose,
        mounts,
        reach,
        healthCheck,
        restart,
        resources,
        shared,
        others);
  }

  /** Likewise with other mounts and labels. */
  public ContainerSettings withMounts(List<Mount> others, SortedMap<String, String> tags) {
    return new ContainerSettings(
        name,
        image,
        process,
        environment,
        tags,
        ports,
        expose,
        others,
        network,
        healthCheck,
        restart,
        resources,
        options,
        this.others);
  }

  /** Likewise with what can be changed while a container runs. */
  public ContainerSettings with(RestartPolicy policy, Resources limits) {
    return new ContainerSettings(
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
        policy,
        limits,
        options,
        others);
  }

  /**
   * Where a container is attached.
   *
   * @param mode in place of endpoints: {@code host}, {@code none}, {@code container:ID}, …
   * @param endpoints those it is made with; the first at its creation, the others before its start
   */
  public record Reach(Optional<String> mode, List<Endpoint> endpoints) {
    public Reach {
      endpoints = List.copyOf(endpoints);
    }

    /** On one network. */
    public static Reach on(Endpoint endpoint) {
      return new Reach(Optional.empty(), List.of(endpoint));
    }
  }

  /**
   * A place on a network.
   *
   * @param network its id or name
   * @param aliases host names there, beside the container's own
   * @param wish what else was said of it
   * @param links containers there under more names, as {@code NAME:ALIAS}
   */
  public record Endpoint(
      String network, Set<String> aliases, Networking.Attachment wish, List<String> links) {
    public Endpoint {
      aliases = Set.copyOf(aliases);
      links = List.copyOf(links);
    }

    /** With nothing said but the aliases. */
    public Endpoint(String network, Set<String> aliases) {
      this(network, aliases, Networking.Attachment.PLAIN, List.of());
    }

    /** Under more names. */
    public Endpoint alias(Set<String> names) {
      Set<String> all = new java.util.TreeSet<>(aliases);
      all.addAll(names);
      return new Endpoint(network, all, wish, links);
    }
  }
}
