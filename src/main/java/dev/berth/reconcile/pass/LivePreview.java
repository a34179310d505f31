package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.port.EngineInventory;
import dev.berth.port.PlanPreview;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.util.List;

/** What passes over an engine's apps would do, for people who ask. */
public record LivePreview(Reconciler reconciler) implements PlanPreview {
  @Override
  public PlanReport plan(DesiredApp desired) {
    try {
      return reconciler.forecast(desired);
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  @Override
  public List<DriftReport> drift(String app) {
    return reconciler.drift(app);
  }
}
