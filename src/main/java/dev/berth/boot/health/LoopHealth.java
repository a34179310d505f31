package dev.berth.boot.health;

import dev.berth.fleet.Fleet;
import dev.berth.port.Lead;
import dev.berth.reconcile.deps.LoopVitals;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the loop moves. Where it cannot begin to again by itself, a restart of Berth mends it.
 */
@Readiness
@Liveness
@Singleton
class LoopHealth implements HealthCheck {
  private final Fleet fleet;
  private final Lead lead;

  LoopHealth(Fleet fleet, Lead lead) {
    this.fleet = fleet;
    this.lead = lead;
  }

  @Override
  public HealthCheckResponse call() {
    return lead.isHere() ? of(fleet.vitals()) : LeadHealth.follows("loop");
  }

  static HealthCheckResponse of(LoopVitals loopVitals) {
    Optional<String> why =
        loopVitals
            .hasDied()
            .or(() ->
                loopVitals.isMoving()
                    ? Optional.empty()
                    : Optional.of("no pass over an app ends any more"));
    var answer = HealthCheckResponse.named("loop").status(why.isEmpty());
    why.ifPresent(text -> answer.withData("reason", "LoopStalled").withData("message", text));
    if (!loopVitals.stuck().isEmpty()) {
      answer.withData("stuck", String.join(", ", loopVitals.stuck()));
    }
    return answer.build();
  }
}
