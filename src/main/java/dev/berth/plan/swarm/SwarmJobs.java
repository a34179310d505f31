package dev.berth.plan.swarm;

import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;

/** Which services are jobs: they run once to their end, and are made anew for another version. */
public final class SwarmJobs {
  private SwarmJobs() {}

  /** One that others wait for to have ended well, and that is not started again when it has. */
  public static boolean isJob(App app, Service service) {
    boolean mayEnd =
        service.restart().mode() == RestartPolicy.Mode.NO
            || service.restart().mode() == RestartPolicy.Mode.ON_FAILURE;
    return mayEnd
        && app.services().values().stream()
            .flatMap(other -> other.dependencies().stream())
            .anyMatch(dependency ->
                dependency.service().equals(service.name())
                    && dependency.condition() == Dependency.Condition.COMPLETED);
  }
}
