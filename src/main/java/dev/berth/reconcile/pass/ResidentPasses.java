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
public final class ResidentPasses implements PassQueue.Pass {
  /** Until other engines are looked at again that something of a deleted app lies on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReconcilerDeps deps;
  private final Kinds kinds;

  /** What passes are over; each answers when to look again. */
  public interface Kinds {

    /** Over an app that is wanted nowhere any more; who is the default engine tells so. */
    Optional<Duration> forgotten(String app, PassTimeline timeline);

    /** Over one that is kept here. */
    Optional<Duration> kept(DesiredApp desired, PassTimeline timeline);

    /** Over what is left of one that is kept elsewhere. */
    Optional<Duration> leaving(DesiredApp desired, PassTimeline timeline);
  }

  public ResidentPasses(ReconcilerDeps deps, Kinds kinds) {
    this.deps = deps;
    this.kinds = kinds;
  }

  /** Over an engine of containers; {@code wake} is called with an app whose containers ended. */
  public static ResidentPasses over(
      ReconcilerDeps deps,
      String instance,
      EngineCache cache,
      Reconciler reconciler,
      Consumer<String> wake) {
    return new ResidentPasses(
        deps,
        new OfContainers(
            deps.residence(), reconciler, new Departures(deps, instance, cache, wake)));
  }

  @Override
  public Optional<Duration> over(String app, PassTimeline timeline) {
    Residence residence = deps.residence();
    Optional<DesiredApp> desired = deps.state().find(app);
    if (desired.isEmpty()) {
      return kinds.forgotten(app, timeline);
    }
    if (!residence.isHome(desired.get())) {
      deps.images().leave(app);
      return kinds.leaving(desired.get(), timeline);
    }
    // Who forgets an app does so when nothing is left of it anywhere.
    return desired.get().isDeleting() && !residence.isGoneElsewhere(app)
        ? Optional.of(PATIENCE)
        : kinds.kept(desired.get(), timeline);
  }

  private record OfContainers(Residence residence, Reconciler reconciler, Departures departures)
      implements Kinds {
    @Override
    public Optional<Duration> forgotten(String app, PassTimeline timeline) {
      return residence.isDefault() ? reconciler.pass(app, timeline) : Optional.empty();
    }

    @Override
    public Optional<Duration> kept(DesiredApp desired, PassTimeline timeline) {
      return reconciler.pass(desired.name(), timeline);
    }

    @Override
    public Optional<Duration> leaving(DesiredApp desired, PassTimeline timeline) {
      return departures.pass(desired);
    }
  }
}
