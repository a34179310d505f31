package dev.berth.intake.app;

import dev.berth.port.WatchLog;
import dev.berth.spec.App;
import dev.berth.spec.policy.Quotas;
import dev.berth.spec.validation.Violation;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds all apps together to the quotas, whichever way a write came. No two writes are weighed at
 * the same time: each sees what the one before has taken.
 */
public final class QuotaCheck implements AppSave {
  private final Quotas quotas;
  private final WatchLog watchLog;

  public QuotaCheck(Quotas quotas, WatchLog watchLog) {
    this.quotas = quotas;
    this.watchLog = watchLog;
  }

  @Override
  public DesiredApp save(AppStore state, DesiredApp next, Supplier<DesiredApp> last) {
    if (quotas.isUnlimited() || next.isDeleting()) {
      return last.get();
    }
    try (WatchLog.Turn turn = watchLog.turn()) {
      List<Violation> excess = excess(state, next);
      if (!excess.isEmpty()) {
        throw new Excess(excess);
      }
      DesiredApp stored = last.get();
      turn.keep();
      return stored;
    }
  }

  /** An app that is being deleted takes up nothing any more. */
  private List<Violation> excess(AppStore state, DesiredApp next) {
    List<DesiredApp> all = state.all().stream().filter(app -> !app.isDeleting()).toList();
    Optional<App> before =
        all.stream().filter(app -> app.name().equals(next.name())).map(DesiredApp::app).findFirst();
    List<App> others =
        all.stream().filter(app -> !app.name().equals(next.name())).map(DesiredApp::app).toList();
    return quotas.excess(next.declared(), next.app(), before, others);
  }
}
