package dev.berth.fleet;

import dev.berth.port.EngineInventory;
import dev.berth.port.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Containers and logs of all engines. Images, and what the whole installation is, are those of the
 * engine that Berth has without a resource.
 */
public record FleetInventory(Fleet fleet) implements EngineInventory {
  @Override
  public List<ContainerReport> containers(boolean unmanaged) {
    return ofAll(inventory -> inventory.containers(unmanaged));
  }

  @Override
  public List<ContainerReport> heard() {
    return ofAll(EngineInventory::heard);
  }

  /** Of those that answer; where none does, its failure. */
  private List<ContainerReport> ofAll(Function<EngineInventory, List<ContainerReport>> question) {
    List<ContainerReport> all = new ArrayList<>();
    List<FleetMember> answering = fleet.members().stream().filter(FleetMember::answers).toList();
    Optional<Unavailable> failure = Optional.empty();
    int answers = 0;
    for (FleetMember member : answering.isEmpty() ? List.of(fleet.local()) : answering) {
      try {
        all.addAll(question.apply(member.loop().inventory()));
        answers++;
      } catch (Unavailable e) {
        failure = Optional.of(e);
      }
    }
    if (answers == 0 && failure.isPresent()) {
      throw failure.get();
    }
    return all;
  }

  @Override
  public List<ImageReport> images() {
    return fleet.local().loop().inventory().images();
  }

  @Override
  public SystemReport system() {
    return fleet.local().loop().inventory().system();
  }

  @Override
  public AutoCloseable logs(String app, LogQuery query, LogSink sink) {
    return fleet.of(app).loop().inventory().logs(app, query, sink);
  }

  @Override
  public List<LogLine> logs(String app, LogPart part) {
    return fleet.of(app).loop().inventory().logs(app, part);
  }
}
