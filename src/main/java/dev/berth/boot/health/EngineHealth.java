package dev.berth.boot.health;

import dev.berth.port.Lead;
import dev.berth.reconcile.LoopVitals;
import dev.berth.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who sees the engine: without it Berth stores what is wanted, and can do nothing of it.
 */
@Readiness
@Singleton
class EngineHealth implements HealthCheck {
  private final ReconcileLoop loop;
  private final Lead lead;

  EngineHealth(ReconcileLoop loop, Lead lead) {
    this.loop = loop;
    this.lead = lead;
  }

  @Override
  public HealthCheckResponse call() {
    return lead.isHere() ? of(loop.vitals()) : LeadHealth.follows("engine");
  }

  static HealthCheckResponse of(LoopVitals loopVitals) {
    Optional<String> blindness = loopVitals.blindness();
    var answer = HealthCheckResponse.named("engine").status(blindness.isEmpty());
    blindness.ifPresent(
        why -> answer.withData("reason", "EngineUnreachable").withData("message", why));
    return answer.build();
  }
}
