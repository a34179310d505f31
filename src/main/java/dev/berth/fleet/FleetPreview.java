package dev.berth.fleet;

import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.util.List;
import java.util.Set;

/** Plans and drift of apps, by the loop that keeps each. */
public record FleetPreview(Fleet fleet) implements PlanPreview, DriftRepairs {
  @Override
  public PlanReport plan(DesiredApp desired) {
    return fleet.of(desired).loop().forecast().plan(desired);
  }

  @Override
  public List<DriftReport> drift(String app) {
    return fleet.of(app).loop().forecast().drift(app);
  }

  @Override
  public void repair(String app, Set<String> paths) {
    fleet.of(app).loop().repairs().repair(app, paths);
  }

  @Override
  public boolean isRepairing(String app) {
    return fleet.of(app).loop().repairs().isRepairing(app);
  }
}
