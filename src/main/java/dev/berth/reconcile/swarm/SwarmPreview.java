package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.plan.SwarmAction;
import dev.berth.plan.swarm.SwarmPlanner;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.port.EngineInventory;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.Fingerprint;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What the next pass over an app on a Swarm would do. */
record SwarmPreview(
    ReconcilerDeps deps,
    SwarmCache cache,
    SwarmWishes wishes,
    Function<String, SwarmMemory> memories)
    implements PlanPreview {

  @Override
  public PlanReport plan(DesiredApp wanted) {
    try {
      return plan(wanted, cache.at(deps.clocks().steady().instant()));
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  /** If such were there. */
  PlanReport plan(DesiredApp wanted, SwarmSnapshot seen) {
    DesiredApp desired = wishes.desired(wanted);
    SwarmWish wish = wishes.of(desired, seen, memories.apply(wanted.name()));
    Plan plan = SwarmPlanner.plan(wish);
    return new PlanReport(
        fingerprint(wish, plan),
        new PlannedPass(
            plan.steps().stream().map(SwarmPreview::step).toList(),
            plan.waiting().stream()
                .map(wait ->
                    new Wait(
                        wait.service(),
                        wait.kind().name().toLowerCase(Locale.ROOT),
                        wait.message(),
                        wait.until()))
                .toList()),
        List.of(),
        !plan.waiting().isEmpty());
  }

  private static String fingerprint(SwarmWish wish, Plan plan) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("generation", Long.toString(wish.desired().generation()));
    fields.put("resourceVersion", Long.toString(wish.desired().resourceVersion()));
    wish.seen().services().forEach(s -> fields.put("service." + s.id(), "" + s.version()));
    fields.put("plan", plan.toString());
    return Fingerprint.of(fields);
  }

  private static PlannedStep step(Step step) {
    Action action = step.action();
    Optional<String> service =
        switch (action) {
          case SwarmAction a when !a.service().isEmpty() -> Optional.of(a.service());
          case Action.ObtainImage a -> Optional.of(a.service());
          default -> Optional.empty();
        };
    return new PlannedStep(
        action.getClass().getSimpleName(),
        action.what(),
        action.cause(),
        step.after().stream().sorted().toList(),
        service,
        Optional.empty(),
        OptionalInt.empty(),
        List.of(),
        disruption(action));
  }

  /** Whether an update makes tasks anew the Swarm alone knows; that it may is what is told. */
  private static String disruption(Action action) {
    return switch (action) {
      case SwarmAction.RemoveService a -> "stop";
      case SwarmAction.UpdateService a when !a.cause().startsWith("scaled") -> "recreate";
      default -> "none";
    };
  }

  @Override
  public List<DriftReport> drift(String app) {
    return memories.apply(app).drifts();
  }
}
