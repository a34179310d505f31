package dev.berth.boot.wiring;

import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.guard.EngineTime;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetAdoptions;
import dev.berth.port.AdoptionService;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.Adoptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Makes what takes over containers that are there already. */
@ApplicationScoped
class AdoptionWiring {

  /** No engine for those who ask for one: it is the loop that sees what is adopted. */
  @Produces
  @Singleton
  @Typed(AdoptionAwareEngine.class)
  AdoptionAwareEngine adopted(ContainerEngine engine, Adoptions adoptions) {
    return new AdoptionAwareEngine(
        new EngineTime(engine, Clocks.wallClock(), System::nanoTime), adoptions);
  }

  @Produces
  @Singleton
  AdoptionService takeover(ReconcileLoop loop, AdoptionAwareEngine adopted, Fleet fleet) {
    return new FleetAdoptions(loop.takeover(adopted), fleet);
  }
}
