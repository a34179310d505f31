package dev.berth.reconcile.pass;

import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes of one engine's loop among several engines: over apps that are kept there, and over what
 * apps have left there that are kept elsewhere by now.
 */
public final class ResidentPasses {
  /** Until other engines are looked at again that something of a deleted app lies on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReconcilerDeps deps;
  private final Reconciler reconciler;
  private final Departures departures;

  /** Over one engine; {@code wake} is called with an app whose containers have ended. */
  public ResidentPasses(
      ReconcilerDeps deps,
      String instance,
      EngineCache cache,
      Reconciler reconciler,
      Consumer<String> wake) {
    this.deps = deps;
    this.reconciler = reconciler;
    this.departures = new Departures(deps, instance, cache, wake);
  }

  /**
   * Looks at an app and does what can be done.
   *
   * @return when to look again though nothing wakes the app before
   */
  public Optional<Duration> pass(String app, PassTimeline timeline) {
    Residence residence = deps.residence();
    Optional<DesiredApp> desired = deps.state().find(app);
    if (desired.isEmpty()) {
      return residence.isDefault() ? reconciler.pass(app, timeline) : Optional.empty();
    }
    if (!residence.isHome(desired.get())) {
      deps.images().leave(app);
      return departures.pass(desired.get());
    }
    // Who forgets an app does so when nothing is left of it anywhere.
    return desired.get().isDeleting() && !residence.isGoneElsewhere(app)
        ? Optional.of(PATIENCE)
        : reconciler.pass(app, timeline);
  }
}
