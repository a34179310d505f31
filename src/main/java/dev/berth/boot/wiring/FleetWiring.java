package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetKeeper;
import dev.berth.fleet.FleetPreview;
import dev.berth.intake.app.KnownEngines;
import dev.berth.intake.resource.EngineKind;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.WatchLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import dev.berth.state.EngineSpec;
import dev.berth.state.ResourceStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Makes what keeps several engines. */
@ApplicationScoped
class FleetWiring {
  private static final int LAST_SECONDS = 5;

  @Produces
  @Singleton
  Fleet fleet(Settings settings, AppStore state, ResourceStore resources) {
    return new Fleet(state, resources, settings.engine().usual(), Clocks.wallClock());
  }

  @Produces
  @Singleton
  FleetKeeper keeper(Fleet fleet, DeclaredEngines engines, WatchLog watchLog) {
    return new FleetKeeper(
        fleet,
        engines,
        engines.threads(),
        Clocks.wallClock(),
        engine -> watchLog.statusChanged(EngineSpec.KIND, engine));
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
        settings.engine().usual(), name -> resources.find(EngineSpec.KIND, name).isPresent());
  }

  @Produces
  @Singleton
  FleetPreview preview(Fleet fleet) {
    return new FleetPreview(fleet);
  }

  /** The loop is asked for so that it has joined. */
  void start(@Observes StartupEvent event, ReconcileLoop loop, FleetKeeper keeper) {
    keeper.start();
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
