package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.plan.SwarmAction;
import dev.berth.spec.GivenFile;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Swarm of two nodes in memory, which does what plans say and runs tasks at once. */
public final class SwarmWorld {
  public static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");

  private final Map<String, SwarmService> services = new LinkedHashMap<>();
  private final List<SwarmTask> tasks = new ArrayList<>();
  private final List<SwarmObject> objects = new ArrayList<>();
  private final List<SwarmNode> nodes = new ArrayList<>();
  private final Map<String, String> tried = new HashMap<>();
  private final Map<String, String> pins = new HashMap<>();
  private int ids;

  public SwarmWorld() {
    node("n1", "ready");
    node("n2", "ready");
  }

  /** A node is as it is said to be. */
  public SwarmWorld node(String name, String state) {
    nodes.removeIf(node -> node.id().equals(name));
    nodes.add(new SwarmNode(name, name, state, "active", "manager", "heartbeat failure"));
    return this;
  }

  public SwarmWorld pin(String volume, String node) {
    pins.put(volume, node);
    return this;
  }

  public SwarmWish wish(DesiredApp desired) {
    return new SwarmWish(
        "berth",
        desired,
        new SwarmSnapshot(List.copyOf(services.values()), tasks, nodes, objects)
            .of("berth", desired.name()),
        new TreeMap<>(),
        Map.of("secrets.key", "0123456789ab"),
        tried,
        pins,
        NOW);
  }

  Plan plan(DesiredApp desired) {
    return SwarmPlanner.plan(wish(desired));
  }

  /** Does what is to be done, until nothing is. */
  public SwarmWorld settle(DesiredApp desired) {
    for (int pass = 0; pass < 5 && !plan(desired).isEmpty(); pass++) {
      plan(desired).steps().stream()
          .map(Step::action)
          .forEach(action -> apply((SwarmAction) action));
    }
    return this;
  }

  private void apply(SwarmAction action) {
    switch (action) {
      case SwarmAction.CreateService a -> write("s" + ++ids, a.name(), a.spec(), "");
      case SwarmAction.UpdateService a -> {
        tried.put(a.service(), SwarmFindings.fingerprint(a.spec()));
        write(a.id(), a.name(), a.spec(), "completed");
      }
      case SwarmAction.RemoveService a -> {
        services.remove(a.name());
        tasks.removeIf(task -> task.service().equals(a.id()));
      }
      case SwarmAction.CreateOverlay a ->
          object(SwarmObject.Kind.NETWORK, a.name(), SpecTree.texts(a.spec(), "Labels"));
      case SwarmAction.RemoveOverlay a -> objects.removeIf(o -> o.id().equals(a.id()));
      case SwarmAction.CreateFile a ->
          object(
              a.kind() == GivenFile.Kind.SECRET ? SwarmObject.Kind.SECRET : SwarmObject.Kind.CONFIG,
              a.name(),
              a.labels());
      case SwarmAction.RemoveFile a -> objects.removeIf(o -> o.id().equals(a.id()));
    }
  }

  private void object(SwarmObject.Kind kind, String name, SortedMap<String, String> labels) {
    objects.add(new SwarmObject(kind, "o" + ++ids, name, labels));
  }

  /** A service is written by whoever it is; its tasks run at once. */
  void write(String id, String name, Map<?, ?> spec, String update) {
    services.put(name, new SwarmService(id, ++ids, name, spec, update, "", 1, 0));
    SwarmService service = services.get(name);
    tasks.removeIf(task -> task.service().equals(id));
    long replicas = SpecTree.number(spec, "Mode", "Replicated", "Replicas");
    for (int slot = 1; slot <= replicas; slot++) {
      task(service, slot, "running", "running", "");
    }
  }

  /** A task in place of those of its slot that are wanted. */
  public void task(SwarmService service, int slot, String desired, String state, String error) {
    tasks.add(
        new SwarmTask(
            "t" + ++ids,
            service.id(),
            slot,
            "n1",
            desired,
            state,
            "",
            error,
            state.equals("failed") ? OptionalInt.of(1) : OptionalInt.empty(),
            "c" + ids,
            service.containerLabels(),
            List.of(),
            NOW.minusSeconds(60).plusMillis(ids),
            NOW.minusSeconds(5)));
  }

  /** Berth starts anew. */
  SwarmWorld forget() {
    tried.clear();
    return this;
  }

  /** The tasks of a service are gone. */
  public SwarmWorld empty(String service) {
    tasks.removeIf(task -> task.service().equals(service(service).id()));
    return this;
  }

  /** So the Swarm says of the last change of a service. */
  public SwarmWorld update(String service, String state) {
    SwarmService one = service(service);
    services.put(
        service,
        new SwarmService(
            one.id(), ++ids, one.name(), one.spec(), state, "", one.desiredTasks(), 0));
    return this;
  }

  public SwarmService service(String name) {
    return Optional.ofNullable(services.get(name)).orElseThrow();
  }
}
