package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.observe.Snapshot;
import dev.berth.plan.DriftDetector;
import dev.berth.plan.Forecast;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.PassTrace.Stage;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.ActionRunner;
import dev.berth.reconcile.execute.HookRunner;
import dev.berth.reconcile.execute.PendingStops;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.front.FrontCertificates;
import dev.berth.reconcile.front.FrontDoor;
import dev.berth.reconcile.probe.Prober;
import dev.berth.reconcile.rotation.HolderRunner;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.DriftReport;
import dev.berth.status.Problem;
import dev.berth.status.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One pass over one app: look, plan, do, look again, tell. */
public final class Reconciler {
  private final ReconcilerDeps deps;
  private final String instance;
  private final PendingStops pendingStops = new PendingStops();
  private final RestartRequests requests;
  private final HookRunner hookRunner;
  private final EngineCache cache;
  private final EngineDefaults engineDefaults;
  private final HolderRunner holderRunner;
  private final SnapshotReader snapshotReader;
  private final PlanExecutor planExecutor;
  private final InMemoryStatusStore board;
  private final EventRecorder eventRecorder;
  private final RolloutDriver rolloutDriver;
  private final DriftSurvey driftSurvey;
  private final FrontDoor frontDoor;
  private final Consumer<String> wake;
  private final AppMemories memories;

  public Reconciler(
      ReconcilerDeps deps,
      String instance,
      EngineCache cache,
      Prober prober,
      InMemoryStatusStore board,
      Consumer<String> wake) {
    this.deps = deps;
    this.instance = instance;
    this.requests = new RestartRequests(deps.state(), deps.clock());
    this.memories = new AppMemories(deps, prober.probe());
    this.board = board;
    this.wake = wake;
    this.cache = cache;
    this.engineDefaults = new EngineDefaults(deps);
    this.hookRunner = new HookRunner(deps);
    this.holderRunner = new HolderRunner(deps.engine());
    this.snapshotReader =
        new SnapshotReader(
            cache,
            deps,
            pendingStops,
            hookRunner,
            engineDefaults,
            prober,
            holderRunner.reader(),
            (seen, desired, now) -> memories.matched(desired.name(), seen));
    this.planExecutor = new PlanExecutor(deps.threads(), deps.clocks().steady());
    this.eventRecorder = new EventRecorder(deps);
    this.rolloutDriver = new RolloutDriver(instance, deps, wake);
    this.frontDoor = frontDoor(deps, wake);
    this.driftSurvey = DriftSurvey.of(instance, cache, deps.clock(), eventRecorder, wake);
  }

  private static FrontDoor frontDoor(ReconcilerDeps deps, Consumer<String> wake) {
    FrontCertificates certificates =
        new FrontCertificates(deps.secrets(), deps.issued(), deps.clock());
    return new FrontDoor(deps.state(), certificates, deps.front(), deps.clock(), wake);
  }

  /** Looks at an app and does what can be done, and nobody hears how it went. */
  public Optional<Duration> pass(String app) {
    return pass(app, new PassTimeline(deps.clocks(), Optional.empty()));
  }

  /**
   * Looks at an app and does what can be done.
   *
   * @return when to look again though nothing wakes the app before
   */
  public Optional<Duration> pass(String app, PassTimeline timeline) {
    Optional<DesiredApp> desired =
        frontDoor.heed(app, deps.state().find(app)).map(requests::believed).map(this::stamped);
    if (desired.isEmpty()) {
      memories.forget(app);
      board.remove(app);
      return Optional.empty();
    }
    try {
      return passOver(desired.get(), timeline);
    } catch (EngineException e) {
      board.post(app, report(desired.get()).unreachable(e.getMessage()));
      throw e;
    }
  }

  /** With the digests of secrets as they are now: another value is another wish. */
  private DesiredApp stamped(DesiredApp desired) {
    return desired.withApp(driftSurvey.repairs().laidOver(deps.secrets().stamped(desired.app())));
  }

  private Optional<Duration> passOver(DesiredApp desired, PassTimeline timeline) {
    AppMemory memory = memories.begin(desired.name(), timeline.over(desired));
    memory.failures().begin(desired.generation(), steadily());
    Snapshot before = look(desired, memory);
    return memory.repeats(
            new PassRecord(desired, before, memory.restarts(), board.find(desired.name())))
        ? Optional.empty()
        : reconcile(rolloutDriver.drive(desired, before), before, memory);
  }

  private Optional<Duration> reconcile(DesiredApp desired, Snapshot before, AppMemory memory) {
    driftSurvey.learn(desired, before, memory);
    Plan plan = plan(desired, before, memory);
    List<PlanExecutor.Outcome> outcomes = execute(desired, plan, memory);
    Snapshot after = outcomes.isEmpty() ? before : look(desired, memory);
    if (!outcomes.isEmpty()) {
      engineDefaults.learn(
          driftSurvey.learn(desired, after, memory), PlanExecutor.Outcome.made(outcomes));
    }
    Plan rest = outcomes.isEmpty() ? plan : plan(desired, after, memory);
    memory.failures().settle(outcomes, rest, steadily());
    if (!outcomes.isEmpty() || memory.matched().isNew(desired.generation())) {
      Map<String, String> settled = DriftDetector.settled(instance, desired, after);
      memory.matched().learn(settled, desired.revision(), after.containers());
    }
    // After the second look: who waits for what was started should not wait for the disk.
    outcomes.forEach(outcome -> eventRecorder.record(desired, outcome, after));
    if (desired.isDeleting() && rest.isEmpty() && after.isGone()) {
      memories.forget(desired.name());
      new AppEraser(deps, cache, board, frontDoor).erase(desired);
      return Optional.empty();
    }
    List<Problem> problems =
        frontDoor.problems(desired, memory.failures().problems(deps.clocks().ahead()));
    AppStatus status =
        frontDoor.told(
            desired, report(desired).of(after, rest, memories.restarts(memory), problems));
    // Before it is told: whoever waits should hear of a failure and its rollback as one.
    memory.verdict(rolloutDriver.judge(desired, status, memory.verdict()));
    board.post(desired.name(), status);
    memory.keep(
        Optional.of(new PassRecord(desired, after, memory.restarts(), Optional.of(status)))
            .filter(pass -> pass.isQuiet(rest, problems, steadily())));
    return memory.failures().hasDue(rest, steadily())
        ? Optional.of(Duration.ZERO)
        : NextLook.after(rest, problems, deps.clock().instant());
  }

  /** For mending what is only reported. */
  public DriftRepairs repairs() {
    return driftSurvey.repairs();
  }

  /** What has drifted of an app, as of its last pass. */
  public List<DriftReport> drift(String app) {
    return memories.drift(app);
  }

  /** What passes would do from now on for what may be wanted; nothing is done or remembered. */
  public PlanPreview.PlanReport forecast(DesiredApp wanted) {
    DesiredApp desired = stamped(wanted);
    return forecast(desired, snapshotReader.look(desired, steadily()));
  }

  /** Likewise if that were there. */
  public PlanPreview.PlanReport forecast(DesiredApp desired, Snapshot seen) {
    Restarts restarts = memories.restarts(desired.name());
    return new PlanReports(instance, desired)
        .of(Forecast.of(instance, desired, seen, restarts, deps.clock().instant()));
  }

  private Snapshot look(DesiredApp desired, AppMemory memory) {
    Snapshot seen =
        memory.timeline().time(Stage.SNAPSHOT, () -> snapshotReader.look(desired, steadily()));
    if (!desired.isDeleting()) {
      deps.images().recordImages(desired.app(), desired.revision(), seen.images());
    }
    if (!desired.isStopped()) {
      Set<String> renewed = DriftDetector.renewed(instance, desired, seen);
      memory.observe(
          seen.containers().stream().filter(c -> !renewed.contains(c.id())).toList(),
          desired.restartedAt(),
          steadily());
    }
    return memory
        .words()
        .overlay(
            seen,
            memories.restarts(memory),
            deps.clock().instant(),
            () -> wake.accept(desired.name()));
  }

  private Plan plan(DesiredApp desired, Snapshot seen, AppMemory memory) {
    Restarts restarts = memories.restarts(memory);
    return memory
        .timeline()
        .time(
            Stage.PLAN,
            () -> new Planner(instance).plan(desired, seen, restarts, deps.clock().instant()));
  }

  private List<PlanExecutor.Outcome> execute(DesiredApp desired, Plan plan, AppMemory memory) {
    ActionRunner runner =
        new ActionRunner(deps, cache, pendingStops, hookRunner, holderRunner, wake, desired);
    Instant now = steadily();
    List<PlanExecutor.Outcome> outcomes =
        planExecutor.execute(plan, action -> memory.failures().holds(action, now), runner::run);
    memory.timeline().acted(outcomes);
    EventRecorder.log(desired, outcomes);
    outcomes.forEach(outcome -> eventRecorder.learn(desired, outcome, memory.failures()));
    return outcomes;
  }

  private Instant steadily() {
    return deps.clocks().steady().instant();
  }

  private StatusReport report(DesiredApp desired) {
    Optional<AppStatus> old = board.find(desired.name());
    return new StatusReport(
        instance, desired, old, deps.clock().instant(), deps.residence().host());
  }
}
