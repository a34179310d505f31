package dev.berth.engine;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.observe.swarm.SwarmTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Swarm of one node in memory, for speed and for faults; it keeps {@link SwarmContract} as the
 * real one does. Tasks run as soon as they are made.
 */
public class FakeSwarm implements SwarmEngine {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, SwarmService> services = new LinkedHashMap<>();
  private final Map<String, SwarmObject> objects = new LinkedHashMap<>();
  private final List<SwarmTask> tasks = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private long index = 10;

  /** Writes so far; reads change nothing. */
  public synchronized long index() {
    return index;
  }

  private long next() {
    index++;
    List.copyOf(listeners).forEach(Runnable::run);
    return index;
  }

  private static EngineException conflict(String why) {
    return new EngineException(EngineException.Kind.CONFLICT, why);
  }

  @Override
  public SwarmInfo info() {
    return new SwarmInfo("swarm", "n1", true, 1, "20.10");
  }

  @Override
  public List<SwarmNode> nodes() {
    return List.of(new SwarmNode("n1", "n1", "ready", "active", "manager", ""));
  }

  @Override
  public synchronized SwarmSnapshot look(String instance) {
    SwarmSnapshot all =
        new SwarmSnapshot(
            List.copyOf(services.values()), tasks, nodes(), List.copyOf(objects.values()));
    List<SwarmTask> own =
        all.apps(instance).stream().flatMap(app -> all.of(instance, app).tasks().stream()).toList();
    return new SwarmSnapshot(all.services(), own, nodes(), all.objects());
  }

  @Override
  public synchronized String createService(Map<String, Object> spec) {
    String name = SpecTree.text(spec, "Name");
    if (services.values().stream().anyMatch(service -> service.name().equals(name))) {
      throw conflict("name conflicts with an existing object: service " + name);
    }
    String id = "s" + next();
    write(id, spec, "");
    return id;
  }

  @Override
  public synchronized void updateService(String id, long version, Map<String, Object> spec) {
    SwarmService there = services.get(id);
    if (there == null) {
      throw new EngineException(EngineException.Kind.NOT_FOUND, "service " + id + " not found");
    }
    if (there.version() != version) {
      throw conflict("update out of sequence");
    }
    write(id, spec, "completed");
  }

  /** The Swarm's own deed, or somebody else's. */
  public synchronized void write(String id, Map<?, ?> spec, String update) {
    SwarmService old = services.get(id);
    SwarmService service =
        new SwarmService(
            id, next(), SpecTree.text(spec, "Name"), SpecTree.copy(spec), update, "", 1, 0);
    services.put(id, service);
    boolean isSame =
        old != null
            && SpecTree.map(old.spec(), "TaskTemplate")
                .equals(SpecTree.map(service.spec(), "TaskTemplate"));
    if (!isSame) {
      tasks.removeIf(task -> task.service().equals(id));
    }
    long replicas = SpecTree.number(spec, "Mode", "Replicated", "Replicas");
    tasks.removeIf(task -> task.service().equals(id) && task.slot() > replicas);
    for (int slot = 1; slot <= replicas; slot++) {
      int wanted = slot;
      if (tasks.stream().noneMatch(t -> t.service().equals(id) && t.slot() == wanted)) {
        tasks.add(task(service, slot));
      }
    }
  }

  private SwarmTask task(SwarmService service, int slot) {
    return new SwarmTask(
        "t" + next(),
        service.id(),
        slot,
        "n1",
        "running",
        "running",
        "started",
        "",
        OptionalInt.empty(),
        "c" + index,
        service.containerLabels(),
        List.of(),
        BEGUN.plusSeconds(index),
        BEGUN.plusSeconds(index));
  }

  @Override
  public synchronized void removeService(String id) {
    if (services.remove(id) != null) {
      tasks.removeIf(task -> task.service().equals(id));
      next();
    }
  }

  @Override
  public synchronized String create(SwarmObject.Kind kind, Map<String, Object> spec) {
    String name = SpecTree.text(spec, "Name");
    if (objects.values().stream().anyMatch(o -> o.kind() == kind && o.name().equals(name))) {
      throw conflict(kind + " " + name + " already exists");
    }
    String id = "o" + next();
    objects.put(id, new SwarmObject(kind, id, name, SpecTree.texts(spec, "Labels")));
    return id;
  }

  @Override
  public synchronized void remove(SwarmObject.Kind kind, String id) {
    SwarmObject there = objects.get(id);
    if (there == null) {
      return;
    }
    if (users(there).findAny().isPresent()) {
      throw conflict(kind + " " + there.name() + " is in use by a service");
    }
    objects.remove(id);
    next();
  }

  private Stream<SwarmService> users(SwarmObject object) {
    return services.values().stream()
        .filter(service ->
            Stream.concat(service.networks(), service.files())
                .anyMatch(used -> used.equals(object.id()) || used.equals(object.name())));
  }

  /** Ids of tasks: another one was made anew. */
  public synchronized List<String> tasks() {
    return tasks.stream().map(SwarmTask::id).sorted().toList();
  }

  /** What is there, line by line: versions, ids and ages left out. */
  public synchronized List<String> world() {
    Stream<String> lines =
        Stream.concat(
            services.values().stream()
                .map(service -> service.name() + " " + named(service.spec()) + " " + ran(service)),
            objects.values().stream()
                .map(object -> object.kind() + " " + object.name() + " " + object.labels()));
    return lines.sorted().toList();
  }

  private long ran(SwarmService service) {
    return tasks.stream().filter(task -> task.service().equals(service.id())).count();
  }

  /** With names in place of the ids of what it uses. */
  private String named(Map<?, ?> spec) {
    String text = String.valueOf(ordered(spec));
    for (SwarmObject object : objects.values()) {
      text = text.replaceAll("\\b" + object.id() + "\\b", object.name());
    }
    return text;
  }

  /** An engine's answer says nothing by the order of keys. */
  private static Object ordered(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), ordered(value)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(FakeSwarm::ordered).toList();
      default -> tree;
    };
  }

  @Override
  public AutoCloseable logs(String service, LogRequest request, LogListener listener) {
    throw new EngineException(EngineException.Kind.NOT_FOUND, "no log of service " + service);
  }

  @Override
  public synchronized AutoCloseable subscribe(Runnable changed, Runnable lost) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }

  @Override
  public synchronized void close() {
    listeners.removeIf(Objects::nonNull);
  }
}
