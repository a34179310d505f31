package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.Drift;
import dev.berth.plan.Plan;
import dev.berth.plan.SwarmAction;
import dev.berth.plan.swarm.SwarmFindings;
import dev.berth.plan.swarm.SwarmPlanner;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.reconcile.deps.PassTrace.Stage;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.PassTimeline;
import dev.berth.reconcile.pass.RequestedRepairs;
import dev.berth.reconcile.pass.RolloutMonitor;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import dev.berth.status.StatusReport;
import dev.berth.status.SwarmReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One pass over one app on a Swarm: look, plan, do, look again, tell. */
final class SwarmPass {
  private static final Logger LOG = System.getLogger(SwarmPass.class.getName());

  /** What is known is good for so long. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Until a failure that time alone may end is looked at again. */
  static final Duration SOON = Duration.ofSeconds(2);

  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final SwarmCache cache;
  private final InMemoryStatusStore board;
  private final SwarmWishes wishes;
  private final SwarmHistory history;
  private final RolloutMonitor monitor;
  private final RequestedRepairs repairs;
  private final PlanExecutor executor;

  SwarmPass(
      ReconcilerDeps deps,
      SwarmEngine swarm,
      SwarmCache cache,
      InMemoryStatusStore board,
      SwarmWishes wishes,
      RequestedRepairs repairs,
      Consumer<String> wake) {
    this.deps = deps;
    this.swarm = swarm;
    this.cache = cache;
    this.board = board;
    this.wishes = wishes;
    this.repairs = repairs;
    this.history = new SwarmHistory(deps);
    this.monitor = new RolloutMonitor(deps, wake);
    this.executor = new PlanExecutor(deps.threads(), deps.clocks().steady());
  }

  private Instant steadily() {
    return deps.clocks().steady().instant();
  }

  /**
   * Looks at an app that is kept here, and does what can be done.
   *
   * @return when to look again though nothing wakes the app before
   */
  Optional<Duration> pass(DesiredApp stored, SwarmMemory memory, PassTimeline timeline) {
    DesiredApp desired = wishes.desired(stored);
    timeline.over(desired);
    try {
      memory.begin(desired.generation(), steadily());
      SwarmSnapshot all = timeline.time(Stage.SNAPSHOT, () -> cache.at(steadily().minus(FRESH)));
      return pass(look(desired, all, memory), memory, timeline);
    } catch (EngineException e) {
      board.post(desired.name(), unreachable(desired, e.getMessage()));
      throw e;
    }
  }

  private SwarmWish look(DesiredApp desired, SwarmSnapshot all, SwarmMemory memory) {
    SwarmWish wish = wishes.of(desired, all, memory);
    wishes.recordImages(wish);
    return wish;
  }

  private AppStatus unreachable(DesiredApp desired, String why) {
    return new StatusReport(
            deps.state().instance(), desired, board.find(desired.name()), deps.clock().instant())
        .unreachable(why);
  }

  private Optional<Duration> pass(SwarmWish before, SwarmMemory memory, PassTimeline timeline) {
    List<Violation> violations = wishes.violations(before);
    Plan plan = violations.isEmpty() ? plan(before, timeline) : new Plan(List.of(), List.of());
    drifts(before, memory);
    List<PlanExecutor.Outcome> outcomes = execute(before, plan, memory, timeline);
    SwarmWish after =
        outcomes.isEmpty() ? before : look(before.desired(), cache.at(steadily()), memory);
    Plan rest = outcomes.isEmpty() ? plan : plan(after, timeline);
    memory.failures.settle(outcomes, rest, steadily());
    outcomes.forEach(outcome -> history.record(before.desired(), outcome));
    history.tasks(after, memory);
    if (after.desired().isDeleting() && rest.isEmpty() && after.seen().isGone()) {
      erase(after.desired());
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>(memory.failures.problems(deps.clocks().ahead()));
    violations.forEach(violation -> problems.add(problem(violation)));
    AppStatus status = report(after, rest, problems, memory);
    memory.verdict(monitor.judge(after.desired(), status, memory.verdict()));
    board.post(after.app(), status);
    return new SwarmNextLook(rest, problems, outcomes)
        .after(memory.failures, steadily(), deps.clock().instant());
  }

  private AppStatus report(SwarmWish after, Plan rest, List<Problem> problems, SwarmMemory memory) {
    AppStatus status =
        new SwarmReport(after, board.find(after.app()), deps.residence().host())
            .of(rest, problems, drifts(after, memory));
    if (status.isReady()) {
      memory.settle(after.desired().generation());
    }
    return status;
  }

  private static Plan plan(SwarmWish wish, PassTimeline timeline) {
    return timeline.time(Stage.PLAN, () -> SwarmPlanner.plan(wish));
  }

  private Problem problem(Violation violation) {
    return new Problem(
        "",
        Reasons.INVALID_SETTINGS,
        violation.path() + ": " + violation.message(),
        true,
        deps.clock().instant());
  }

  /** What differs of an app that was as declared already. */
  private List<Drift> drifts(SwarmWish wish, SwarmMemory memory) {
    Map<String, List<Drift>> found =
        memory.isSettled(wish.desired().generation()) ? SwarmFindings.drifts(wish) : Map.of();
    List<Drift> all = found.values().stream().flatMap(List::stream).toList();
    history.drifted(wish.desired(), memory.drifted(found, deps.clock().instant()));
    repairs.found(wish.app(), all.stream().map(Drift::path).collect(Collectors.toSet()));
    return all;
  }

  private List<PlanExecutor.Outcome> execute(
      SwarmWish wish, Plan plan, SwarmMemory memory, PassTimeline timeline) {
    SwarmRunner runner = new SwarmRunner(deps, swarm, wish.desired(), wish.seen());
    Instant now = steadily();
    wishes.keep(wish);
    List<PlanExecutor.Outcome> outcomes =
        executor.execute(plan, action -> memory.failures.holds(action, now), runner::run);
    timeline.acted(outcomes);
    for (PlanExecutor.Outcome outcome : outcomes) {
      learn(outcome, memory);
      LOG.log(
          Level.INFO,
          "app={0} generation={1} did: {2}: {3}{4}",
          wish.app(),
          wish.desired().generation(),
          outcome.action().what(),
          outcome.action().cause(),
          outcome.failure().map(why -> " FAILED: " + why.getMessage()).orElse(""));
    }
    return outcomes;
  }

  private void learn(PlanExecutor.Outcome outcome, SwarmMemory memory) {
    Optional<EngineException> failure = outcome.failure();
    if (failure.isPresent()) {
      memory.failures.failed(outcome.action(), failure.get(), "", steadily());
      return;
    }
    memory.failures.succeeded(outcome.action(), steadily());
    if (outcome.action() instanceof SwarmAction.RemoveOverlay network) {
      wishes.removed(network.id());
    }
    if (outcome.action() instanceof SwarmAction.UpdateService update) {
      memory.tried.put(update.service(), SwarmFindings.fingerprint(update.spec()));
    }
  }

  /** What was there of an app that is to lie elsewhere goes; answers when to look again. */
  Optional<Duration> depart(DesiredApp stored, SwarmMemory memory, PassTimeline timeline) {
    DesiredApp leaving = wishes.leaving(stored);
    SwarmWish wish = wishes.of(leaving, cache.at(steadily().minus(FRESH)), memory);
    memory.begin(stored.generation(), steadily());
    List<PlanExecutor.Outcome> outcomes = execute(wish, plan(wish, timeline), memory, timeline);
    outcomes.forEach(outcome -> history.record(stored, outcome));
    SwarmWish after = wishes.of(leaving, cache.at(steadily()), memory);
    if (!after.seen().isGone()) {
      return Optional.of(SOON);
    }
    if (!stored.isDeleting()) {
      history.moved(stored);
    }
    deps.residence().left(stored.name());
    return Optional.empty();
  }

  /** Nothing is known of it any more. */
  void erase(DesiredApp desired) {
    wishes.forget(desired);
    deps.forget(desired);
    board.remove(desired.name());
    LOG.log(Level.INFO, "app={0} is gone", desired.name());
  }
}
