package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.plan.DriftDetector;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.ActionRunner;
import dev.berth.reconcile.execute.HookRunner;
import dev.berth.reconcile.execute.PendingStops;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.probe.Probe;
import dev.berth.reconcile.probe.Prober;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.DriftReport;
import dev.berth.status.Problem;
import dev.berth.status.StatusReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One pass over one app: look, plan, do, look again, tell. */
public final class Reconciler {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());

  private final ReconcilerDeps deps;
  private final String instance;
  private final PendingStops pendingStops = new PendingStops();
  private final RestartRequests requests;
  private final HookRunner hookRunner;
  private final EngineCache cache;
  private final EngineDefaults engineDefaults;
  private final SnapshotReader snapshotReader;
  private final Planner planner;
  private final PlanExecutor planExecutor;
  private final Probe probe;
  private final InMemoryStatusStore board;
  private final EventRecorder eventRecorder;
  private final RolloutMonitor rolloutMonitor;
  private final DriftSurvey driftSurvey;
  private final Consumer<String> wake;
  private final Map<String, AppMemory> memories = new ConcurrentHashMap<>();

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
    this.probe = prober.probe();
    this.board = board;
    this.wake = wake;
    this.cache = cache;
    this.engineDefaults = new EngineDefaults(deps.state());
    this.hookRunner = new HookRunner(deps);
    this.snapshotReader =
        new SnapshotReader(
            cache,
            deps,
            pendingStops,
            hookRunner,
            engineDefaults,
            prober,
            (seen, desired, now) -> matched(desired.name(), seen));
    this.planner = new Planner(instance);
    this.planExecutor = new PlanExecutor(deps.threads(), deps.clocks().steady());
    this.eventRecorder = new EventRecorder(deps);
    this.rolloutMonitor = new RolloutMonitor(deps, wake);
    this.driftSurvey = new DriftSurvey(instance, cache, deps.clock(), eventRecorder);
  }

  /**
   * Looks at an app and does what can be done.
   *
   * @return when to look again though nothing wakes the app before
   */
  public Optional<Duration> pass(String app) {
    Optional<DesiredApp> desired =
        deps.state().find(app).map(requests::believed).map(this::stamped);
    if (desired.isEmpty()) {
      memories.remove(app);
      board.remove(app);
      return Optional.empty();
    }
    try {
      return reconcile(desired.get());
    } catch (EngineException e) {
      board.post(app, report(desired.get()).unreachable(e.getMessage()));
      throw e;
    }
  }

  /** With the digests of the secrets as they are now: another value is another wish. */
  private DesiredApp stamped(DesiredApp desired) {
    return desired.withApp(deps.secrets().stamped(desired.app()));
  }

  private Optional<Duration> reconcile(DesiredApp desired) {
    AppMemory memory =
        memories.computeIfAbsent(
            desired.name(),
            name -> new AppMemory(deps.chance(), new TerminationLogs(probe, deps.threads())));
    memory.failures().begin(desired.generation(), steadily());
    Snapshot before = look(desired, memory);
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
    outcomes.forEach(outcome -> eventRecorder.record(desired, outcome));
    if (desired.isDeleting() && rest.isEmpty() && after.isGone()) {
      forget(desired);
      return Optional.empty();
    }
    boolean hasDue = hasDue(rest, memory);
    List<Problem> problems = memory.failures().problems(deps.clocks().ahead());
    AppStatus status = report(desired).of(after, rest, restarts(memory), problems);
    // Before it is told: whoever waits should hear of a failure and its rollback as one.
    memory.verdict(rolloutMonitor.judge(desired, status, memory.verdict()));
    board.post(desired.name(), status);
    return hasDue ? Optional.of(Duration.ZERO) : next(rest, problems);
  }

  /** What has drifted of an app, as of its last pass. */
  public List<DriftReport> drift(String app) {
    return Optional.ofNullable(memories.get(app))
        .map(memory -> memory.sightings().all())
        .orElse(List.of());
  }

  /** What a pass would do now for what may be wanted; nothing is done or remembered. */
  public PlanPreview.PlanReport forecast(DesiredApp wanted) {
    DesiredApp desired = stamped(wanted);
    Restarts restarts =
        Optional.ofNullable(memories.get(desired.name())).map(this::restarts).orElse(Restarts.NONE);
    Instant now = deps.clock().instant();
    Snapshot seen = snapshotReader.look(desired, steadily());
    return PlanReports.of(desired, seen, planner.plan(desired, seen, restarts, now));
  }

  private Snapshot matched(String app, Snapshot seen) {
    return Optional.ofNullable(memories.get(app))
        .map(memory -> memory.matched().overlay(seen))
        .orElse(seen);
  }

  private Snapshot look(DesiredApp desired, AppMemory memory) {
    Snapshot seen = snapshotReader.look(desired, steadily());
    if (!desired.isDeleting()) {
      deps.images().recordImages(desired.app(), desired.revision(), seen.images());
    }
    if (!desired.isStopped()) {
      Set<String> renewed = DriftDetector.renewed(instance, desired, seen);
      List<ContainerView> others =
          seen.containers().stream().filter(c -> !renewed.contains(c.id())).toList();
      memory.restarts(memory.restarts().observing(others, desired.restartedAt(), steadily()));
    }
    return memory
        .words()
        .overlay(seen, restarts(memory), deps.clock().instant(), () -> wake.accept(desired.name()));
  }

  private Plan plan(DesiredApp desired, Snapshot seen, AppMemory memory) {
    return planner.plan(desired, seen, restarts(memory), deps.clock().instant());
  }

  private List<PlanExecutor.Outcome> execute(DesiredApp desired, Plan plan, AppMemory memory) {
    ActionRunner runner = new ActionRunner(deps, cache, pendingStops, hookRunner, wake, desired);
    Instant now = steadily();
    List<PlanExecutor.Outcome> outcomes =
        planExecutor.execute(plan, action -> memory.failures().holds(action, now), runner);
    if (!outcomes.isEmpty()) {
      LOG.log(
          Level.INFO,
          "app={0} generation={1} did: {2}",
          desired.name(),
          desired.generation(),
          EventRecorder.line(outcomes));
    }
    outcomes.forEach(outcome -> eventRecorder.learn(desired, outcome, memory.failures()));
    return outcomes;
  }

  private Instant steadily() {
    return deps.clocks().steady().instant();
  }

  /** By the clock on the wall, as all that is planned and told. */
  private Restarts restarts(AppMemory memory) {
    return memory.restarts().by(deps.clocks().ahead());
  }

  /** Whether there is something to do that is not held back; notes what is. */
  private boolean hasDue(Plan rest, AppMemory memory) {
    Instant now = steadily();
    return !rest.due(action -> memory.failures().holds(action, now)).isEmpty();
  }

  /** When something that is held back, or waits for a time, is due. */
  private Optional<Duration> next(Plan rest, List<Problem> problems) {
    Instant now = deps.clock().instant();
    return Stream.concat(problems.stream().map(Problem::retryAt), rest.lookAgainAt().stream())
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }

  private void forget(DesiredApp desired) {
    deps.images().forget(desired.name());
    cache.forget(desired.name());
    deps.history().forget(desired.name());
    deps.state().forget(desired.name(), desired.uid());
    memories.remove(desired.name());
    board.remove(desired.name());
    LOG.log(Level.INFO, "app={0} is gone", desired.name());
  }

  private StatusReport report(DesiredApp desired) {
    return new StatusReport(instance, desired, board.find(desired.name()), deps.clock().instant());
  }
}
