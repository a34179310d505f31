package dev.berth.boot.health;

import dev.berth.fleet.Fleet;
import dev.berth.port.Lead;
import dev.berth.reconcile.deps.LoopVitals;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who sees an engine: without one Berth stores what is wanted, and can do nothing of it.
 * Engines that are lost beside others are named.
 */
@Readiness
@Singleton
class EngineHealth implements HealthCheck {
  private final Fleet fleet;
  private final Lead lead;

  EngineHealth(Fleet fleet, Lead lead) {
    this.fleet = fleet;
    this.lead = lead;
  }

  @Override
  public HealthCheckResponse call() {
    return lead.isHere() ? of(fleet.vitals(), fleet.lost()) : LeadHealth.follows("engine");
  }

  static HealthCheckResponse of(LoopVitals loopVitals, Map<String, String> lost) {
    Optional<String> blindness = loopVitals.blindness();
    var answer = HealthCheckResponse.named("engine").status(blindness.isEmpty());
    blindness.ifPresent(
        why -> answer.withData("reason", "EngineUnreachable").withData("message", why));
    if (blindness.isEmpty()) {
      lost.forEach(answer::withData);
    }
    return answer.build();
  }
}
