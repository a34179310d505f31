package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says what to do: a pure function of what is wanted, what is there, what died lately, and the
 * time.
 *
 * <p>It plans only what can be done now. What must wait is in the plan as {@link WaitReason}. When
 * everything is as wanted the plan is empty.
 */
public final class Planner {
  private final String instance;

  /** For the Berth of that name. */
  public Planner(String instance) {
    this.instance = instance;
  }

  /** The plan for one app. */
  public Plan plan(DesiredApp desired, Snapshot seen, Restarts restarts, Instant now) {
    Steps steps = new Steps();
    steps.secure(UnnamedVolumes.keep(desired, seen, steps));
    UnnamedVolumes.drop(seen, steps);
    if (desired.isDeleting()) {
      delete(desired, seen, steps);
    } else if (desired.isStopped()) {
      seen.containers().forEach(container -> RemovePlan.stop(desired, container, steps));
    } else {
      run(new PlanningContext(instance, desired, seen, restarts, now), steps);
    }
    return steps.plan();
  }

  private static void delete(DesiredApp desired, Snapshot seen, Steps steps) {
    Set<Integer> removals = new HashSet<>();
    boolean allDead = true;
    for (ContainerView container : seen.containers()) {
      OptionalInt removal =
          RemovePlan.remove(desired, container, "app is being deleted", Set.of(), steps);
      removal.ifPresent(removals::add);
      allDead &= removal.isPresent();
    }
    if (allDead) {
      removeSurroundings(desired, seen, removals, steps);
    }
  }

  private static void removeSurroundings(
      DesiredApp desired, Snapshot seen, Set<Integer> after, Steps steps) {
    for (NetworkView network : seen.networks()) {
      steps.add(
          new NetworkAction.RemoveNetwork(network.id(), network.name(), "app is being deleted"),
          after);
    }
    desired
        .deletion()
        .flatMap(DesiredApp.Deletion::dataLoss)
        .ifPresent(asked ->
            seen.volumes().stream()
                .filter(volume -> !volume.labels().containsKey(Ownership.COPIES))
                .forEach(volume ->
                    steps.add(
                        new Action.RemoveVolume(
                            volume.name(), asked, "app is being deleted with its volumes"),
                        after)));
  }

  private static void run(PlanningContext planningContext, Steps steps) {
    steps.holdBack(planningContext.rotations()::isAsked);
    steps.shareNames(new NameSharing(planningContext.desired().app(), planningContext.seen())::of);
    AppInfrastructure appInfrastructure = AppInfrastructure.lay(planningContext, steps);
    for (ContainerView container : planningContext.seen().containers()) {
      RemovePlan.surplus(planningContext.desired().app(), container)
          .ifPresent(cause ->
              RemovePlan.remove(planningContext.desired(), container, cause, Set.of(), steps));
    }
    if (!appInfrastructure.isFirm()) {
      return;
    }
    Handovers handovers = new Handovers(planningContext);
    ServiceOrder.of(planningContext.desired().app())
        .forEach(service ->
            new ServicePlan(planningContext, appInfrastructure, handovers, service, steps).plan());
    rotate(planningContext, steps);
    new FrontPlan(planningContext).plan(steps);
    new StageWaits(planningContext).plan(steps);
  }

  /** When it is known who has to leave. */
  private static void rotate(PlanningContext context, Steps steps) {
    for (Service service : context.desired().declared().services().values()) {
      if (context.rotations().holder(service.name()).isPresent()) {
        new RotationPlan(context, service, steps.leaving()).plan(steps);
      }
    }
  }
}
