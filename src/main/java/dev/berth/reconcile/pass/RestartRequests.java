package dev.berth.reconcile.pass;

import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Requests to start anew, of which the store keeps the moment. One of a moment that is still to
 * come was made by a clock that was ahead; it is taken back, or every start until then would be one
 * from before it, and followed by another.
 */
record RestartRequests(AppStore state, InstantSource wall) {
  private static final System.Logger LOG = System.getLogger(RestartRequests.class.getName());

  /** A clock that is only kept right goes back by less. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** An app with a request that may be. */
  DesiredApp believed(DesiredApp desired) {
    Instant latest = wall.instant().plus(TOLERANCE);
    if (desired.restartedAt().filter(at -> at.isAfter(latest)).isEmpty()) {
      return desired;
    }
    LOG.log(
        Level.WARNING,
        "app={0} a restart was asked for by a clock that was ahead; it is taken back",
        desired.name());
    return state.save(desired.resourceVersion(), desired.withoutRestart(), "berth");
  }
}
