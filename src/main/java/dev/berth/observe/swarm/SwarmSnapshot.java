package dev.berth.observe.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SwarmObject.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is there on a Swarm, or of one app on it.
 *
 * @param tasks of services that are somebody's whom Berth knows, the newest first
 * @param others of one app: what is not its own, but may be named by it
 */
public record SwarmSnapshot(
    List<SwarmService> services,
    List<SwarmTask> tasks,
    List<SwarmNode> nodes,
    List<SwarmObject> objects,
    List<SwarmObject> others) {
  /** Nothing was seen yet. */
  public static final SwarmSnapshot EMPTY =
      new SwarmSnapshot(List.of(), List.of(), List.of(), List.of());

  public SwarmSnapshot {
    services = List.copyOf(services);
    tasks =
        tasks.stream()
            .sorted(Comparator.comparing(SwarmTask::createdAt, Comparator.reverseOrder()))
            .toList();
    nodes = List.copyOf(nodes);
    objects = List.copyOf(objects);
    others = List.copyOf(others);
  }

  /** Of all that is there. */
  public SwarmSnapshot(
      List<SwarmService> services,
      List<SwarmTask> tasks,
      List<SwarmNode> nodes,
      List<SwarmObject> objects) {
    this(services, tasks, nodes, objects, List.of());
  }

  /** Without what is not the app's own. */
  public SwarmSnapshot own() {
    return new SwarmSnapshot(services, tasks, nodes, objects);
  }

  /** With other services, as if these were there. */
  public SwarmSnapshot withServices(List<SwarmService> supposed) {
    return new SwarmSnapshot(supposed, tasks, nodes, objects, others);
  }

  /** Of one app of a Berth. */
  public SwarmSnapshot of(String instance, String app) {
    List<SwarmObject> mine = objects.stream().filter(object -> object.isOf(instance, app)).toList();
    Set<String> networks =
        mine.stream()
            .filter(object -> object.kind() == Kind.NETWORK)
            .flatMap(network -> Stream.of(network.id(), network.name()))
            .collect(Collectors.toSet());
    List<SwarmService> own =
        services.stream().filter(one -> isOf(instance, app, networks, one)).toList();
    Set<String> ids = own.stream().map(SwarmService::id).collect(Collectors.toSet());
    return new SwarmSnapshot(
        own,
        tasks.stream().filter(task -> ids.contains(task.service())).toList(),
        nodes,
        mine,
        objects.stream().filter(object -> !mine.contains(object)).toList());
  }

  /**
   * By its labels; where others have taken these away ({@code docker stack deploy} writes all
   * labels anew), by its name and its place on the app's own network, which nobody can label anew.
   */
  private static boolean isOf(
      String instance, String app, Set<String> networks, SwarmService service) {
    String owner = service.labels().getOrDefault(Ownership.INSTANCE, "");
    return owner.isEmpty()
        ? service.name().startsWith(app + "_") && service.networks().anyMatch(networks::contains)
        : owner.equals(instance) && app.equals(service.labels().get(Ownership.APP));
  }

  /** Names of the apps of a Berth that something is there of. */
  public Set<String> apps(String instance) {
    Set<String> apps = new TreeSet<>();
    Stream.concat(
            services.stream().map(SwarmService::labels), objects.stream().map(SwarmObject::labels))
        .filter(labels -> instance.equals(labels.get(Ownership.INSTANCE)))
        .flatMap(labels -> Optional.ofNullable(labels.get(Ownership.APP)).stream())
        .forEach(apps::add);
    return apps;
  }

  public Optional<SwarmService> service(String name) {
    return services.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The newest first. */
  public List<SwarmTask> tasks(SwarmService service) {
    return tasks.stream().filter(task -> task.service().equals(service.id())).toList();
  }

  public Optional<SwarmObject> object(Kind kind, String name) {
    return objects.stream().filter(o -> o.kind() == kind && o.name().equals(name)).findFirst();
  }

  /** Its own, or another one that it may name. */
  public Optional<SwarmObject> named(Kind kind, String name) {
    return object(kind, name)
        .or(() ->
            others.stream().filter(o -> o.kind() == kind && o.name().equals(name)).findFirst());
  }

  public Optional<SwarmNode> node(String id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** Whether a task's node is there: of one that is lost the Swarm goes on to say it runs. */
  public boolean isOnReadyNode(SwarmTask task) {
    return node(task.node()).filter(SwarmNode::isReady).isPresent();
  }

  /** Whether no task comes or goes, as far as nodes can tell. */
  public boolean isAtRest() {
    return services.stream().noneMatch(SwarmService::isChanging)
        && tasks.stream()
            .filter(task -> task.isWanted() || isOnReadyNode(task))
            .allMatch(task -> task.hasEnded() || (task.isWanted() && task.isRunning()));
  }

  /** Of services, networks, secrets and configs; tasks end after their services. */
  public boolean isGone() {
    return services.isEmpty() && objects.isEmpty();
  }
}
