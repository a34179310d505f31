package dev.berth.reconcile.pass;

import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.status.StatusReport;
import java.time.InstantSource;

/** Tells of apps that no loop keeps, because their engine is not there for them. */
public record UnplacedApps(AppStore state, InMemoryStatusStore board, InstantSource clock) {

  /** Nobody has declared their engine. */
  public void unplaced(DesiredApp app, String why) {
    board.post(app.name(), report(app).unplaced(why));
  }

  /** Their engine is left alone. */
  public void suspended(DesiredApp app, String why) {
    board.post(app.name(), report(app).suspended(why));
  }

  /** Their engine cannot be asked. */
  public void unreachable(DesiredApp app, String why) {
    board.post(app.name(), report(app).unreachable(why));
  }

  private StatusReport report(DesiredApp app) {
    return new StatusReport(state.instance(), app, board.find(app.name()), clock.instant());
  }
}
