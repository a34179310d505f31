package dev.berth.engine.docker;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What managers of a Swarm answer, as values. */
final class SwarmViews {
  private static final String STATUS = "Status";

  private SwarmViews() {}

  static SwarmService service(Map<?, ?> answer) {
    return new SwarmService(
        SpecTree.text(answer, "ID"),
        SpecTree.number(answer, "Version", "Index"),
        SpecTree.text(answer, "Spec", "Name"),
        SpecTree.map(answer, "Spec"),
        SpecTree.text(answer, "UpdateStatus", "State"),
        SpecTree.text(answer, "UpdateStatus", "Message"),
        Math.toIntExact(SpecTree.number(answer, "ServiceStatus", "DesiredTasks")),
        Math.toIntExact(SpecTree.number(answer, "ServiceStatus", "CompletedTasks")));
  }

  static SwarmTask task(Map<?, ?> answer) {
    Map<?, ?> container = SpecTree.map(answer, STATUS, "ContainerStatus");
    return new SwarmTask(
        SpecTree.text(answer, "ID"),
        SpecTree.text(answer, "ServiceID"),
        Math.toIntExact(SpecTree.number(answer, "Slot")),
        SpecTree.text(answer, "NodeID"),
        SpecTree.text(answer, "DesiredState"),
        SpecTree.text(answer, STATUS, "State"),
        SpecTree.text(answer, STATUS, "Message"),
        SpecTree.text(answer, STATUS, "Err"),
        container.get("ExitCode") instanceof Number code
            ? OptionalInt.of(code.intValue())
            : OptionalInt.empty(),
        SpecTree.text(container, "ContainerID"),
        SpecTree.texts(answer, "Spec", "ContainerSpec", "Labels"),
        ports(answer),
        time(SpecTree.text(answer, "CreatedAt")),
        time(SpecTree.text(answer, STATUS, "Timestamp")));
  }

  private static List<Integer> ports(Map<?, ?> answer) {
    return SpecTree.maps(answer, STATUS, "PortStatus", "Ports").stream()
        .map(port -> Math.toIntExact(SpecTree.number(port, "PublishedPort")))
        .toList();
  }

  static SwarmNode node(Map<?, ?> answer) {
    return new SwarmNode(
        SpecTree.text(answer, "ID"),
        SpecTree.text(answer, "Description", "Hostname"),
        SpecTree.text(answer, STATUS, "State"),
        SpecTree.text(answer, "Spec", "Availability"),
        SpecTree.text(answer, "Spec", "Role"),
        SpecTree.text(answer, STATUS, "Message"));
  }

  /** Of a secret or a config; without what is in it. */
  static SwarmObject file(SwarmObject.Kind kind, Map<?, ?> answer) {
    return new SwarmObject(
        kind,
        SpecTree.text(answer, "ID"),
        SpecTree.text(answer, "Spec", "Name"),
        SpecTree.texts(answer, "Spec", "Labels"));
  }

  static SwarmObject network(Map<?, ?> answer) {
    return new SwarmObject(
        SwarmObject.Kind.NETWORK,
        SpecTree.text(answer, "Id"),
        SpecTree.text(answer, "Name"),
        SpecTree.texts(answer, "Labels"));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
