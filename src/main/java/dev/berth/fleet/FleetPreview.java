package dev.berth.fleet;

import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import dev.berth.status.Reasons;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans and drift of apps, by the loop that keeps each. */
public record FleetPreview(Fleet fleet) implements PlanPreview, DriftRepairs {
  @Override
  public PlanReport plan(DesiredApp desired) {
    return fleet
        .strays()
        .unplaced(desired)
        .filter(why -> fleet.home(desired).isEmpty())
        .map(FleetPreview::waiting)
        .orElseGet(() -> fleet.of(desired).loop().forecast().plan(desired));
  }

  /** Nothing can be done before the engine is declared. */
  private static PlanReport waiting(String why) {
    Wait wait = new Wait("", Reasons.ENGINE_NOT_FOUND, why, Optional.empty());
    return new PlanReport(
        Reasons.ENGINE_NOT_FOUND, new PlannedPass(List.of(), List.of(wait)), List.of(), false);
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
