package dev.berth.status;

import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.plan.Plan;
import dev.berth.plan.WaitReason;
import dev.berth.plan.swarm.SwarmRollbacks;
import dev.berth.plan.swarm.SwarmVolumes;
import dev.berth.plan.swarm.SwarmWish;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says why an app on a Swarm is not ready, in the worst of several ways. */
final class SwarmDiagnoses {
  /**
   * So many failed tasks of a slot in so long a time are a loop: the Swarm itself never says so.
   */
  private static final int LOOP = 3;

  private static final Duration LOOP_TIME = Duration.ofMinutes(10);

  private final SwarmWish wish;
  private final List<SwarmTasks> services;
  private final Plan plan;
  private final List<Problem> problems;
  private final boolean isPartlyUp;
  private final ComingTasks coming;

  SwarmDiagnoses(
      SwarmWish wish,
      List<SwarmTasks> services,
      Plan plan,
      List<Problem> problems,
      boolean isPartlyUp) {
    this.wish = wish;
    this.services = services;
    this.plan = plan;
    this.problems = problems;
    this.isPartlyUp = isPartlyUp;
    this.coming = new ComingTasks(wish, services, isPartlyUp);
  }

  Diagnosis worst(String counts) {
    return Stream.<Supplier<Optional<Diagnosis>>>of(
            this::problem,
            this::takenBack,
            this::paused,
            this::crashed,
            this::nodeDown,
            coming::homeless,
            coming::late,
            this::image,
            this::outside,
            this::dependency,
            coming::preparing)
        .flatMap(one -> one.get().stream())
        .findFirst()
        .orElseGet(() -> Diagnosis.progressing(working(), Reasons.STARTING, counts));
  }

  private Phase failed() {
    return isPartlyUp ? Phase.DEGRADED : Phase.FAILED;
  }

  private Phase working() {
    return isPartlyUp ? Phase.UPDATING : Phase.STARTING;
  }

  private Diagnosis stalled(String reason, String message) {
    return new Diagnosis(failed(), reason, message, true);
  }

  private Optional<Diagnosis> problem() {
    return problems.stream()
        .min(Comparator.comparing(p -> !p.isStalled()))
        .map(p ->
            p.isStalled()
                ? stalled(p.reason(), p.message())
                : Diagnosis.progressing(working(), p.reason(), p.message()));
  }

  /** The Swarm has put the service back: this revision has failed. */
  private Optional<Diagnosis> takenBack() {
    return services.stream()
        .flatMap(one ->
            one.there().stream()
                .filter(there -> SwarmRollbacks.isTakenBack(wish, one.service(), there))
                .map(there -> taken(one, there)))
        .findFirst();
  }

  private Diagnosis taken(SwarmTasks one, SwarmService there) {
    Optional<SwarmTask> failure = failure(one);
    String why = failure.map(task -> ": " + words(one, task)).orElse("");
    return stalled(
        failure.map(SwarmDiagnoses::reason).orElse(Reasons.FAILED),
        "the Swarm has rolled service " + there.name() + " back" + why);
  }

  private Optional<Diagnosis> paused() {
    return services.stream()
        .flatMap(one ->
            one.there().stream()
                .filter(SwarmService::isPaused)
                .map(there -> stalled(Reasons.UPDATE_PAUSED, paused(one, there))))
        .findFirst();
  }

  private String paused(SwarmTasks one, SwarmService there) {
    return "the Swarm goes no further with the update of service "
        + there.name()
        + ": "
        + failure(one).map(task -> words(one, task)).orElse(there.updateMessage())
        + "; apply what works, or go back with rollback (rollout.autoRollback: true does so by"
        + " itself)";
  }

  private static Optional<SwarmTask> failure(SwarmTasks one) {
    return one.all().stream().filter(task -> task.hasFailed() && one.isWanted(task)).findFirst();
  }

  private static String words(SwarmTasks one, SwarmTask task) {
    String host = one.host(task);
    return one.name(task) + (host.isEmpty() ? "" : " on " + host) + ": " + task.error();
  }

  private static String reason(SwarmTask task) {
    String said = task.error().toLowerCase(Locale.ROOT);
    if (task.state().equals("rejected") || said.contains("no such image")) {
      return said.contains("image") || said.contains("pull access denied")
          ? Reasons.IMAGE_NOT_FOUND
          : Reasons.INVALID_SETTINGS;
    }
    if (said.contains("unhealthy")) {
      return Reasons.UNHEALTHY;
    }
    return said.contains("oom") ? Reasons.OOM_KILLED : Reasons.CRASH_LOOP;
  }

  private Optional<Diagnosis> crashed() {
    return services.stream().flatMap(one -> crashed(one).stream()).findFirst();
  }

  private Optional<Diagnosis> crashed(SwarmTasks one) {
    Instant since = wish.now().minus(LOOP_TIME);
    for (SwarmTask task : one.shown()) {
      List<SwarmTask> failures =
          one.failures(task.slot()).stream().filter(f -> f.since().isAfter(since)).toList();
      boolean isLoop = failures.size() >= LOOP;
      Optional<SwarmTask> last = failures.stream().findFirst();
      boolean isUp = task.isWanted() && task.isRunning() && !isLoop;
      if (!isUp && last.isPresent() && (isLoop || isFinal(last.get()))) {
        return Optional.of(
            stalled(
                reason(last.get()),
                words(one, last.get())
                    + (isLoop ? " (" + failures.size() + " times)" : "")
                    + "; see its logs for why"));
      }
    }
    return Optional.empty();
  }

  /** What the node does not even begin will not be better the next time. */
  private static boolean isFinal(SwarmTask task) {
    return task.state().equals("rejected");
  }

  private Optional<Diagnosis> nodeDown() {
    return services.stream()
        .flatMap(one -> cutOff(one).or(() -> replaced(one)).stream())
        .findFirst();
  }

  /** Its data is on a node that is down. */
  private Optional<Diagnosis> cutOff(SwarmTasks one) {
    return SwarmVolumes.node(wish, one.service())
        .flatMap(id -> wish.seen().node(id))
        .filter(node -> !node.isReady())
        .map(node ->
            stalled(
                Reasons.NODE_DOWN,
                "node "
                    + node.host()
                    + " is down ("
                    + node.message()
                    + "), and the data of service "
                    + one.service().name()
                    + " is on it"));
  }

  private Optional<Diagnosis> replaced(SwarmTasks one) {
    return one.all().stream()
        .filter(task -> task.isRunning() && !task.isWanted())
        .filter(task -> isDown(task) && one.isWanted(task))
        .findFirst()
        .map(task ->
            Diagnosis.progressing(
                failed(),
                Reasons.NODE_DOWN,
                "node " + one.host(task) + " is down; " + one.name(task) + " is replaced"));
  }

  private boolean isDown(SwarmTask task) {
    return wish.seen().node(task.node()).filter(node -> !node.isReady()).isPresent();
  }

  private Optional<Diagnosis> image() {
    Optional<Diagnosis> failed =
        plan.waiting(WaitReason.Kind.IMAGE_FAILED)
            .map(wait -> stalled(Reasons.BUILD_FAILED, wait.message()));
    return failed.or(() ->
        plan.waiting(WaitReason.Kind.IMAGE)
            .map(wait -> Diagnosis.progressing(Phase.BUILDING, Reasons.BUILDING, wait.message())));
  }

  private Optional<Diagnosis> dependency() {
    return plan.waiting(WaitReason.Kind.DEPENDENCY)
        .map(wait ->
            Diagnosis.progressing(
                working(),
                Reasons.DEPENDENCY_NOT_READY,
                wait.service() + " waits: " + wait.message()));
  }

  private Optional<Diagnosis> outside() {
    return plan.waiting(WaitReason.Kind.OUTSIDE)
        .map(wait -> Diagnosis.progressing(working(), Reasons.STARTING, wait.message()));
  }
}
