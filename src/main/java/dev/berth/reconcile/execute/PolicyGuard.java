package dev.berth.reconcile.execute;

import dev.berth.engine.guard.PolicyDenial;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Action;
import dev.berth.plan.SwarmAction;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;

/**
 * Asks the policy once more before anything is done for an app: what was stored may be older than
 * the settings. What may not be made anew is not taken away either: what runs goes on running. The
 * engine follows links each time that it starts a container, and a build reads its secrets' files,
 * so their paths are looked at then too.
 */
public final class PolicyGuard {
  private static final String SERVICES = "services.";

  private final Policy policy;
  private final DesiredApp desired;

  public PolicyGuard(Policy policy, DesiredApp desired) {
    this.policy = policy;
    this.desired = desired;
  }

  /** Throws if an action is not to be done. */
  public void check(Action action) {
    AppDraft draft = AppDraft.ofStored(desired.app());
    Optional<String> service =
        switch (action) {
          case Action.CreateContainer a ->
              Optional.of(a.settings().labels().getOrDefault(Ownership.SERVICE, ""));
          case SwarmAction.CreateService a -> Optional.of(a.service());
          case SwarmAction.UpdateService a -> Optional.of(a.service());
          case Action.StopContainer a -> replaced(a.container());
          case Action.RemoveContainer a -> replaced(a.container());
          default -> Optional.empty();
        };
    service.ifPresent(
        name -> PolicyDenial.require(action.what(), denials(name, policy.reached(draft))));
    Optional<String> reading =
        switch (action) {
          case Action.StartContainer a -> Optional.of(a.service());
          case Action.ObtainImage a -> Optional.of(a.service());
          default -> Optional.empty();
        };
    reading.ifPresent(
        name -> PolicyDenial.require(action.what(), denials(name, policy.paths(draft))));
  }

  /** The service for which another container would come in place of this one. */
  private Optional<String> replaced(ContainerView container) {
    if (desired.isDeleting() || desired.isStopped()) {
      return Optional.empty();
    }
    return container
        .owner()
        .filter(owner ->
            Optional.ofNullable(desired.app().services().get(owner.service()))
                .filter(service -> owner.replica() <= service.replicas())
                .isPresent())
        .map(Ownership::service);
  }

  private static List<Violation> denials(String service, List<Violation> all) {
    return all.stream()
        .filter(denial ->
            !denial.path().startsWith(SERVICES)
                || denial.path().startsWith(SERVICES + service + "."))
        .toList();
  }
}
