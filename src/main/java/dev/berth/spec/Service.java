package dev.berth.spec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One service as wanted: {@code replicas} equal containers of one image.
 *
 * @param environment variables of every container; {@link SecretText} and {@link UnsetVariable} too
 * @param expose container ports that are announced but not published
 * @param dependencies what must hold of other services before this one starts
 * @param links as written; {@code links} to catalog entries become services of the app before a
 *     plan is made
 * @param surroundings networks, secrets, hooks and the rest of what Compose has keys for
 */
public record Service(
    String name,
    ImageSource image,
    ProcessSpec process,
    SortedMap<String, String> environment,
    List<Port> ports,
    List<ContainerPort> expose,
    List<Mount> mounts,
    List<Dependency> dependencies,
    List<Link> links,
    Optional<HealthCheck> healthCheck,
    RestartPolicy restart,
    int replicas,
    SortedMap<String, String> labels,
    Resources resources,
    OnUnhealthy onUnhealthy,
    ServiceRuntime surroundings) {

  /** What becomes of a container that was ready and fails its check. */
  public enum OnUnhealthy {
    /** It is restarted as if it had died. */
    RESTART,
    /** It is shown and left alone. */
    NONE
  }

  public Service {
    environment = App.sorted(environment);
    ports = List.copyOf(ports);
    expose = List.copyOf(expose);
    mounts = List.copyOf(mounts);
    dependencies = List.copyOf(dependencies);
    links = List.copyOf(links);
    labels = App.sorted(labels);
  }

  public Service withImage(ImageSource changed) {
    return new Service(
        name,
        changed,
        process,
        environment,
        ports,
        expose,
        mounts,
        dependencies,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        surroundings);
  }

  public Service withEnvironment(SortedMap<String, String> changed) {
    return new Service(
        name,
        image,
        process,
        changed,
        ports,
        expose,
        mounts,
        dependencies,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        surroundings);
  }

  public Service withPorts(List<Port> changed, List<ContainerPort> exposed) {
    return new Service(
        name,
        image,
        process,
        environment,
        changed,
        exposed,
        mounts,
        dependencies,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        surroundings);
  }

  public Service withDependencies(List<Dependency> changed) {
    return new Service(
        name,
        image,
        process,
        environment,
        ports,
        expose,
        mounts,
        changed,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        surroundings);
  }

  public Service withMounts(List<Mount> changed) {
    return new Service(
        name,
        image,
        process,
        environment,
        ports,
        expose,
        changed,
        dependencies,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        surroundings);
  }

  public Service withSurroundings(ServiceRuntime changed) {
    return new Service(
        name,
        image,
        process,
        environment,
        ports,
        expose,
        mounts,
        dependencies,
        links,
        healthCheck,
        restart,
        replicas,
        labels,
        resources,
        onUnhealthy,
        changed);
  }

  public Networking networking() {
    return surroundings.networking();
  }

  public RunOptions options() {
    return surroundings.options();
  }

  public SwarmDeploy deploy() {
    return surroundings.deploy();
  }

  /**
   * Whether two of its containers can be at work side by side, as far as is declared, ports apart:
   * they have no fixed address, and do not write the same files, which is how databases lose their
   * data.
   */
  public boolean canRunTwice() {
    return networking().attachments().stream()
            .allMatch(e -> e.getValue().ipv4().or(e.getValue()::ipv6).isEmpty())
        && mounts.stream().noneMatch(Mount::isWritten);
  }

  /** Whether a container port is bound to one given port of the host, which only one can hold. */
  public boolean holdsHostPort() {
    return ports.stream().anyMatch(Port::isFixed);
  }
}
