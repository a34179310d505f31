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
  /** So many failed tasks of a slot in so long a time are a loop: the Swarm itself never says so. */
  private static final int LOOP = 3;

  private static final Duration LOOP_TIME = Duration.ofMinutes(10);

  /** A Swarm looks for a node again and again; after so long nobody expects one any more. */
  private static final Duration NO_NODE = Duration.ofSeconds(30);

  private final SwarmWish wish;
  private final List<SwarmTasks> services;
  private final Plan plan;
  private final List<Problem> problems;
  private final boolean isPartlyUp;

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
  }

  Diagnosis worst(String counts) {
    return Stream.<Supplier<Optional<Diagnosis>>>of(
            this::problem,
            this::takenBack,
            this::paused,
            this::crashed,
            this::nodeDown,
            this::homeless,
            this::late,
            this::image,
            this::dependency,
            this::coming)
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
        .flatMap(one -> one.there().stream()
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
        .flatMap(one -> one.there().stream()
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
    return one.all().stream()
        .filter(task -> task.hasFailed() && one.isWanted(task))
        .findFirst();
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
    for (SwarmTasks one : services) {
      Optional<String> pinned =
          SwarmVolumes.node(wish, one.service())
              .flatMap(id -> wish.seen().node(id))
              .filter(node -> !node.isReady())
              .map(node ->
                  "node "
                      + node.host()
                      + " is down ("
                      + node.message()
                      + "), and the data of service "
                      + one.service().name()
                      + " is on it");
      if (pinned.isPresent()) {
        return pinned.map(why -> stalled(Reasons.NODE_DOWN, why));
      }
      for (SwarmTask task : one.all()) {
        if (task.isRunning() && !task.isWanted() && isDown(task) && one.isWanted(task)) {
          return Optional.of(
              Diagnosis.progressing(
                  failed(),
                  Reasons.NODE_DOWN,
                  "node " + one.host(task) + " is down; " + one.name(task) + " is replaced"));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isDown(SwarmTask task) {
    return wish.seen().node(task.node()).filter(node -> !node.isReady()).isPresent();
  }

  /** Tasks that no node takes. */
  private Optional<Diagnosis> homeless() {
    for (SwarmTasks one : services) {
      for (SwarmTask task : one.all()) {
        boolean isWaiting = task.isWanted() && task.state().equals("pending");
        if (isWaiting && !task.error().isEmpty()) {
          boolean isOver = task.createdAt().plus(NO_NODE).isBefore(wish.now());
          String message = one.name(task) + ": " + task.error();
          return Optional.of(
              new Diagnosis(
                  isPartlyUp ? Phase.DEGRADED : Phase.PENDING,
                  homeless(task.error()),
                  message,
                  isOver));
        }
      }
    }
    return Optional.empty();
  }

  private static String homeless(String said) {
    if (said.contains("port already in use")) {
      return Reasons.PORT_IN_USE;
    }
    return said.contains("insufficient resources")
        ? Reasons.INSUFFICIENT_RESOURCES
        : Reasons.NO_SUITABLE_NODE;
  }

  private Optional<Diagnosis> late() {
    Duration patience = wish.desired().app().rollout().patience();
    return services.stream()
        .flatMap(one -> one.all().stream()
            .filter(task -> task.isWanted() && task.state().equals("starting"))
            .filter(task -> task.since().plus(patience).isBefore(wish.now()))
            .map(task ->
                stalled(
                    Reasons.READY_TIMEOUT,
                    one.name(task) + " is not ready after " + patience.toSeconds() + " s")))
        .findFirst();
  }

  private Optional<Diagnosis> image() {
    Optional<Diagnosis> failed =
        plan.waiting(WaitReason.Kind.IMAGE_FAILED)
            .map(wait -> stalled(Reasons.BUILD_FAILED, wait.message()));
    return failed.or(() ->
        plan.waiting(WaitReason.Kind.IMAGE)
            .map(wait ->
                Diagnosis.progressing(Phase.BUILDING, Reasons.BUILDING, wait.message())));
  }

  private Optional<Diagnosis> dependency() {
    return plan.waiting(WaitReason.Kind.DEPENDENCY)
        .map(wait ->
            Diagnosis.progressing(
                working(),
                Reasons.DEPENDENCY_NOT_READY,
                wait.service() + " waits: " + wait.message()));
  }

  private Optional<Diagnosis> coming() {
    return services.stream()
        .flatMap(one -> one.all().stream()
            .filter(task -> task.isWanted() && task.state().equals("preparing"))
            .map(task ->
                Diagnosis.progressing(
                    isPartlyUp ? Phase.UPDATING : Phase.PULLING,
                    Reasons.PULLING,
                    one.name(task) + " on " + one.host(task) + ": " + task.message())))
        .findFirst();
  }
}
