package dev.berth.fleet;

import dev.berth.port.AppUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What containers use, asked of the engine that each app lies on. */
public record FleetUsage(Fleet fleet) implements AppUsage {
  @Override
  public List<Usage> of(String app) {
    return fleet.of(app).usage().of(app);
  }

  @Override
  public List<Usage> measured(List<String> apps) throws InterruptedException {
    Map<FleetMember, List<String>> byEngine = new LinkedHashMap<>();
    apps.forEach(
        app -> byEngine.computeIfAbsent(fleet.of(app), member -> new ArrayList<>()).add(app));
    List<Usage> all = new ArrayList<>();
    for (Map.Entry<FleetMember, List<String>> one : byEngine.entrySet()) {
      all.addAll(one.getKey().usage().measured(one.getValue()));
    }
    return all;
  }

  @Override
  public List<Point> history(String containerId, Instant since) {
    return fleet.members().stream()
        .map(member -> member.usage().history(containerId, since))
        .filter(points -> !points.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public void sample() {
    fleet.members().stream().filter(FleetMember::answers).forEach(m -> m.usage().sample());
  }
}
