package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetKeeper;
import dev.berth.fleet.FleetPreview;
import dev.berth.intake.app.KnownEngines;
import dev.berth.intake.resource.EngineKind;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.Lead;
import dev.berth.port.WatchLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import dev.berth.state.EngineSpec;
import dev.berth.state.ResourceStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Makes what keeps several engines. */
@ApplicationScoped
class FleetWiring {
  private static final int LAST_SECONDS = 5;

  /** After all that the loops work with. */
  private static final int LATE = 10_000;

  @Produces
  @Singleton
  Fleet fleet(Settings settings, AppStore state, ResourceStore resources) {
    return new Fleet(state, resources, settings.engine().usual(), Clocks.wallClock());
  }

  @Produces
  @Singleton
  FleetKeeper keeper(Fleet fleet, DeclaredEngines engines, WatchLog watchLog, Lead lead) {
    return new FleetKeeper(
        fleet,
        engines,
        engines.threads(),
        Clocks.wallClock(),
        engine -> watchLog.statusChanged(EngineSpec.KIND, engine),
        lead::isHere);
  }

  @Produces
  @Singleton
  ResourceKind engines(FleetKeeper keeper) {
    return new EngineKind(keeper);
  }

  @Produces
  @Singleton
  KnownEngines known(Settings settings, ResourceStore resources) {
    return new KnownEngines(
        settings.engine().usual(),
        name -> resources.find(EngineSpec.KIND, name).isPresent(),
        name ->
            resources
                .find(EngineSpec.KIND, name)
                .map(EngineSpec::of)
                .filter(EngineSpec::isSwarm)
                .isPresent());
  }

  @Produces
  @Singleton
  FleetPreview preview(Fleet fleet) {
    return new FleetPreview(fleet);
  }

  /** What another Berth did meanwhile is looked at by {@link LeadFence} before this. */
  void lead(
      @Observes @Priority(LATE) Lead.Won won, ReconcileLoop loop, Fleet fleet, FleetKeeper keeper) {
    if (won.isFirst()) {
      loop.start();
      keeper.start();
    } else {
      fleet.resume();
    }
  }

  void stop(@Observes ShutdownEvent event, FleetKeeper keeper, DeclaredEngines engines)
      throws InterruptedException {
    keeper.close();
    engines.threads().shutdown();
    if (!engines.threads().awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
      engines.threads().shutdownNow();
    }
  }
}
