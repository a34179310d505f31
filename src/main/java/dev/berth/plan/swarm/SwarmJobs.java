package dev.berth.plan.swarm;

import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.SwarmDeploy;

/** Which services are jobs: they run once to their end, and are made anew for another version. */
public final class SwarmJobs {
  private SwarmJobs() {}

  /** As it was declared; without a word a job is what others wait for to have ended well. */
  public static SwarmDeploy.Mode mode(App app, Service service) {
    boolean isWaitedFor =
        service.restart().mode() == RestartPolicy.Mode.NO
            && app.services().values().stream()
                .flatMap(other -> other.dependencies().stream())
                .anyMatch(dependency ->
                    dependency.service().equals(service.name())
                        && dependency.condition() == Dependency.Condition.COMPLETED);
    return service
        .deploy()
        .mode()
        .orElse(isWaitedFor ? SwarmDeploy.Mode.REPLICATED_JOB : SwarmDeploy.Mode.REPLICATED);
  }
}
