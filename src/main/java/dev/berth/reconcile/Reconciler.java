package dev.berth.reconcile;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.plan.Survey;
import dev.berth.spec.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.DriftReport;
import dev.berth.status.Forecast;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pass over one app: look, plan, do, look again, tell. */
final class Reconciler {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());

  private final Tools tools;
  private final String instance;
  private final Halts halts = new Halts();
  private final RestartRequests requests;
  private final Hooks hooks;
  private final EngineCache cache;
  private final Habits habits;
  private final Lookout lookout;
  private final Planner planner;
  private final Executor executor;
  private final Probe probe;
  private final MemoryBoard board;
  private final Chronicle chronicle;
  private final Trials trials;
  private final Consumer<String> wake;
  private final Map<String, AppMemory> memories = new ConcurrentHashMap<>();

  Reconciler(
      Tools tools,
      String instance,
      EngineCache cache,
      Prober prober,
      MemoryBoard board,
      Consumer<String> wake) {
    this.tools = tools;
    this.instance = instance;
    this.requests = new RestartRequests(tools.state(), tools.clock());
    this.probe = prober.probe();
    this.board = board;
    this.wake = wake;
    this.cache = cache;
    this.habits = new Habits(tools.state());
    this.hooks = new Hooks(tools);
    this.lookout = new Lookout(cache, tools, halts, hooks, habits, prober);
    this.planner = new Planner(instance);
    this.executor = new Executor(tools.threads(), tools.clocks().steady());
    this.chronicle = new Chronicle(tools);
    this.trials = new Trials(tools, wake);
  }

  /**
   * Looks at an app and does what can be done.
   *
   * @return when to look again though nothing wakes the app before
   */
  Optional<Duration> pass(String app) {
    Optional<DesiredApp> desired =
        tools.state().find(app).map(requests::believed).map(this::stamped);
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
    return desired.withApp(tools.secrets().stamped(desired.app()));
  }

  private Optional<Duration> reconcile(DesiredApp desired) {
    AppMemory memory =
        memories.computeIfAbsent(
            desired.name(),
            name -> new AppMemory(tools.chance(), new LastWords(probe, tools.threads())));
    memory.failures().begin(desired.generation(), steadily());
    Snapshot before = look(desired, memory);
    survey(desired, before, memory);
    Plan plan = plan(desired, before, memory);
    List<Executor.Outcome> outcomes = execute(desired, plan, memory);
    Snapshot after = outcomes.isEmpty() ? before : look(desired, memory);
    if (!outcomes.isEmpty()) {
      habits.learn(survey(desired, after, memory), made(outcomes));
    }
    Plan rest = outcomes.isEmpty() ? plan : plan(desired, after, memory);
    memory.failures().settle(outcomes, rest, steadily());
    if (!outcomes.isEmpty() || memory.likened().isNew(desired.generation())) {
      Map<String, String> settled = Survey.settled(instance, desired, after);
      memory.likened().learn(settled, desired.revision(), after.containers());
    }
    // After the second look: who waits for what was started should not wait for the disk.
    outcomes.forEach(outcome -> chronicle.record(desired, outcome));
    if (desired.isDeleting() && rest.isEmpty() && after.isGone()) {
      forget(desired);
      return Optional.empty();
    }
    boolean hasDue = hasDue(rest, memory);
    List<Problem> problems = memory.failures().problems(tools.clocks().ahead());
    AppStatus status = report(desired).of(after, rest, restarts(memory), problems);
    // Before it is told: whoever waits should hear of a failure and its rollback as one.
    memory.verdict(trials.judge(desired, status, memory.verdict()));
    board.post(desired.name(), status);
    return hasDue ? Optional.of(Duration.ZERO) : next(rest, problems);
  }

  /** Learns what has drifted, and writes down what is new. */
  private List<Survey.Finding> survey(DesiredApp desired, Snapshot seen, AppMemory memory) {
    List<Survey.Finding> findings = Survey.of(instance, desired, seen);
    chronicle.recordLost(desired, memory.volumes(names(seen.volumes())));
    Instant now = tools.clock().instant();
    memory
        .sightings()
        .update(findings, id -> cache.lastTouch(desired.name(), id), now)
        .forEach(drift -> chronicle.record(desired, drift));
    return findings;
  }

  private static Set<String> names(List<VolumeView> volumes) {
    return volumes.stream().map(VolumeView::name).collect(Collectors.toSet());
  }

  private static Set<String> made(List<Executor.Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.failure().isEmpty())
        .map(Executor.Outcome::action)
        .flatMap(a ->
            a instanceof Action.CreateContainer made
                ? Stream.of(made.settings().name())
                : Stream.empty())
        .collect(Collectors.toSet());
  }

  /** What has drifted of an app, as of its last pass. */
  List<DriftReport> drift(String app) {
    return Optional.ofNullable(memories.get(app))
        .map(memory -> memory.sightings().all())
        .orElse(List.of());
  }

  /** What a pass would do now for what may be wanted; nothing is done or remembered. */
  Forecast.PlanReport forecast(DesiredApp wanted) {
    DesiredApp desired = stamped(wanted);
    Restarts restarts =
        Optional.ofNullable(memories.get(desired.name())).map(this::restarts).orElse(Restarts.NONE);
    Instant now = tools.clock().instant();
    Snapshot seen = likened(desired.name(), lookout.look(desired, steadily()));
    return PlanReports.of(desired, seen, planner.plan(desired, seen, restarts, now));
  }

  private Snapshot likened(String app, Snapshot seen) {
    return Optional.ofNullable(memories.get(app))
        .map(memory -> memory.likened().seenThrough(seen))
        .orElse(seen);
  }

  private Snapshot look(DesiredApp desired, AppMemory memory) {
    Snapshot seen = likened(desired.name(), lookout.look(desired, steadily()));
    if (!desired.isDeleting()) {
      tools.images().settle(desired.app(), desired.revision(), seen.images());
    }
    if (!desired.isStopped()) {
      Set<String> renewed = Survey.renewed(instance, desired, seen);
      List<ContainerView> others =
          seen.containers().stream().filter(c -> !renewed.contains(c.id())).toList();
      memory.restarts(memory.restarts().observing(others, desired.restartedAt(), steadily()));
    }
    return memory
        .words()
        .seenThrough(
            seen, restarts(memory), tools.clock().instant(), () -> wake.accept(desired.name()));
  }

  private Plan plan(DesiredApp desired, Snapshot seen, AppMemory memory) {
    return planner.plan(desired, seen, restarts(memory), tools.clock().instant());
  }

  private List<Executor.Outcome> execute(DesiredApp desired, Plan plan, AppMemory memory) {
    ActionRunner runner = new ActionRunner(tools, cache, halts, hooks, wake, desired);
    Instant now = steadily();
    List<Executor.Outcome> outcomes =
        executor.execute(plan, action -> memory.failures().holds(action, now), runner);
    if (!outcomes.isEmpty()) {
      LOG.log(
          Level.INFO,
          "app={0} generation={1} did: {2}",
          desired.name(),
          desired.generation(),
          Chronicle.line(outcomes));
    }
    outcomes.forEach(outcome -> chronicle.learn(desired, outcome, memory.failures()));
    return outcomes;
  }

  private Instant steadily() {
    return tools.clocks().steady().instant();
  }

  /** By the clock on the wall, as all that is planned and told. */
  private Restarts restarts(AppMemory memory) {
    return memory.restarts().by(tools.clocks().ahead());
  }

  /** Whether there is something to do that is not held back; notes what is. */
  private boolean hasDue(Plan rest, AppMemory memory) {
    Instant now = steadily();
    return !rest.due(action -> memory.failures().holds(action, now)).isEmpty();
  }

  /** When something that is held back, or waits for a time, is due. */
  private Optional<Duration> next(Plan rest, List<Problem> problems) {
    Instant now = tools.clock().instant();
    return Stream.concat(problems.stream().map(Problem::retryAt), rest.lookAgainAt().stream())
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }

  private void forget(DesiredApp desired) {
    tools.images().forget(desired.name());
    cache.forget(desired.name());
    tools.history().forget(desired.name());
    tools.state().forget(desired.name(), desired.uid());
    memories.remove(desired.name());
    board.remove(desired.name());
    LOG.log(Level.INFO, "app={0} is gone", desired.name());
  }

  private StatusReport report(DesiredApp desired) {
    return new StatusReport(instance, desired, board.find(desired.name()), tools.clock().instant());
  }
}
