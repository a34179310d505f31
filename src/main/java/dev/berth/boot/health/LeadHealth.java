package dev.berth.boot.health;

import dev.berth.port.Lead;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Who leads, where several Berths share a database. A Berth that follows is as ready as one that
 * leads: it hands on what it is asked.
 */
@Readiness
@Singleton
class LeadHealth implements HealthCheck {
  private final Lead lead;

  LeadHealth(Lead lead) {
    this.lead = lead;
  }

  @Override
  public HealthCheckResponse call() {
    Lead.Report report = lead.report();
    var answer =
        HealthCheckResponse.named("lead")
            .status(!lead.isBlind())
            .withData("self", report.self())
            .withData("leads", lead.isHere())
            .withData("epoch", report.epoch());
    report.leader().ifPresent(leader -> answer.withData("leader", leader));
    return answer.build();
  }

  /** Of what a Berth that follows has no part in. */
  static HealthCheckResponse follows(String check) {
    return HealthCheckResponse.named(check).up().withData("follows", true).build();
  }
}
