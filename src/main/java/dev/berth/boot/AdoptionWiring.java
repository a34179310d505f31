package dev.berth.boot;

import dev.berth.engine.ContainerEngine;
import dev.berth.reconcile.AdoptedEngine;
import dev.berth.reconcile.EngineTime;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.spec.Adoptions;
import dev.berth.status.Takeover;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes what takes over containers that are there already. */
@ApplicationScoped
class AdoptionWiring {

  @Produces
  @Singleton
  AdoptedEngine adopted(ContainerEngine engine, Adoptions adoptions) {
    return new AdoptedEngine(new EngineTime(engine, InstantSource.system()).view(), adoptions);
  }

  @Produces
  @Singleton
  Takeover takeover(ReconcileLoop loop, AdoptedEngine adopted) {
    return loop.takeover(adopted);
  }
}
