package dev.berth.status;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Blueprints;
import dev.berth.plan.Plan;
import dev.berth.plan.Readiness;
import dev.berth.plan.Restarts;
import dev.berth.plan.Rotations;
import dev.berth.plan.StagedRollout;
import dev.berth.plan.WaitReason;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells the state of an app as of one pass: the one place where statuses are made.
 *
 * <p>A pure function of what is wanted, what is there, what is still to do, and what went wrong.
 */
public final class StatusReport {
  private final String instance;
  private final DesiredApp desired;
  private final Optional<AppStatus> previous;
  private final Verdicts verdicts;
  private final Instant now;
  private final String machine;

  /**
   * For one app at one moment.
   *
   * @param previous status, whose transition times are kept where nothing turned
   */
  public StatusReport(
      String instance, DesiredApp desired, Optional<AppStatus> previous, Instant now) {
    this(instance, desired, previous, now, "localhost");
  }

  /** Likewise on another machine, where published ports answer. */
  public StatusReport(
      String instance,
      DesiredApp desired,
      Optional<AppStatus> previous,
      Instant now,
      String machine) {
    this.machine = machine;
    this.instance = instance;
    this.desired = desired;
    this.previous = previous;
    this.verdicts = new Verdicts(previous, desired.generation(), now);
    this.now = now;
  }

  /** When nobody can say what is there. */
  public AppStatus unreachable(String why) {
    return unseen(Reasons.ENGINE_UNREACHABLE, why, "tried again until it answers");
  }

  /** Likewise, where nobody looks. */
  public AppStatus suspended(String why) {
    return unseen(Reasons.ENGINE_SUSPENDED, why, "waits for the engine");
  }

  /** When the engine that it is to lie on is nowhere declared. */
  public AppStatus unplaced(String why) {
    String reason = Reasons.ENGINE_NOT_FOUND;
    return status(
        Phase.PENDING,
        List.of(
            verdicts.of(Condition.Type.READY, false, reason, why),
            verdicts.of(Condition.Type.PROGRESSING, false, reason, why),
            verdicts.of(Condition.Type.DRIFTED, Verdict.UNKNOWN, reason, why),
            verdicts.of(Condition.Type.STALLED, true, reason, why)),
        unknown());
  }

  private SortedMap<String, AppStatus.ServiceStatus> unknown() {
    SortedMap<String, AppStatus.ServiceStatus> services = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      services.put(
          service.name(),
          new AppStatus.ServiceStatus(
              service.replicas(), 0, 0, Optional.empty(), List.of(), List.of(), Optional.empty()));
    }
    return services;
  }

  private AppStatus unseen(String reason, String why, String hope) {
    return status(
        Phase.UNKNOWN,
        List.of(
            verdicts.of(Condition.Type.READY, Verdict.UNKNOWN, reason, why),
            verdicts.of(Condition.Type.PROGRESSING, Verdict.UNKNOWN, reason, why),
            verdicts.of(Condition.Type.DRIFTED, Verdict.UNKNOWN, reason, why),
            verdicts.of(Condition.Type.STALLED, false, Reasons.NOT_STALLED, hope)),
        unknown());
  }

  /**
   * After a look at the engine.
   *
   * @param plan what is still to be done as of that look
   * @param problems what could not be done
   */
  public AppStatus of(Snapshot seen, Plan plan, Restarts restarts, List<Problem> problems) {
    SortedMap<String, AppStatus.ServiceStatus> services = services(seen, plan, restarts);
    int wanted = services.values().stream().mapToInt(AppStatus.ServiceStatus::desired).sum();
    int ready = services.values().stream().mapToInt(AppStatus.ServiceStatus::ready).sum();
    String counts = ready + " of " + wanted + " containers ready";
    Diagnosis diagnosis = diagnose(seen, plan, restarts, problems, services, counts);
    Condition drifted =
        new DriftCondition(instance, desired, previous, verdicts, now).of(seen, plan);
    return status(diagnosis.phase(), verdicts.of(diagnosis, drifted), services);
  }

  private SortedMap<String, AppStatus.ServiceStatus> services(
      Snapshot seen, Plan plan, Restarts restarts) {
    Blueprints blueprints = new Blueprints(instance, desired, seen);
    Rotations rotations = new Rotations(desired, seen);
    StagedRollout staged = new StagedRollout(desired, seen, blueprints, rotations, now);
    SortedMap<String, AppStatus.ServiceStatus> services = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      services.put(
          service.name(),
          new ServiceReport(
                  blueprints, rotations, seen, restarts, service, isOnce(service), machine)
              .report(new RolloutReport(desired, plan, rotations, seen, staged)));
    }
    return services;
  }

  private boolean isOnce(Service service) {
    return desired.app().services().values().stream()
        .flatMap(other -> other.dependencies().stream())
        .anyMatch(d ->
            d.service().equals(service.name()) && d.condition() == Dependency.Condition.COMPLETED);
  }

  private Diagnosis diagnose(
      Snapshot seen,
      Plan plan,
      Restarts restarts,
      List<Problem> problems,
      SortedMap<String, AppStatus.ServiceStatus> services,
      String counts) {
    if (desired.isDeleting()) {
      return deleting(seen, problems);
    }
    if (desired.isStopped()) {
      return stopped(seen, problems);
    }
    boolean complete =
        services.values().stream().allMatch(s -> s.ready() == s.desired())
            && plan.waiting().stream().noneMatch(WaitReason::isOfRotation)
            && seen.containers().stream().noneMatch(c -> Leavers.isLeaving(desired.app(), c));
    if (complete && plan.isEmpty() && problems.isEmpty()) {
      return isAllCompleted(seen) ? completed(seen) : running(desired, counts);
    }
    return new Diagnoses(desired.app(), seen, plan, restarts, problems, now).worst(counts);
  }

  /** Whether there were only things to do once, and all of them are done. */
  private boolean isAllCompleted(Snapshot seen) {
    return !seen.containers().isEmpty()
        && seen.containers().stream()
            .allMatch(c ->
                c.owner()
                    .map(owner -> desired.app().services().get(owner.service()))
                    .filter(service -> Readiness.isCompleted(service, c))
                    .isPresent());
  }

  private static Diagnosis completed(Snapshot seen) {
    return Diagnosis.progressing(
        Phase.COMPLETED,
        Reasons.COMPLETED,
        seen.containers().size() + " of " + seen.containers().size() + " containers completed");
  }

  /** All is as wanted, or as it was wanted before a revision that failed. */
  static Diagnosis running(DesiredApp desired, String counts) {
    return desired
        .quarantine()
        .map(failed ->
            Diagnosis.progressing(Phase.RUNNING, Reasons.ROLLED_BACK, rolledBack(counts, failed)))
        .orElseGet(() -> Diagnosis.progressing(Phase.RUNNING, Reasons.ALL_READY, counts));
  }

  /** What runs is older than what was wanted. */
  private static String rolledBack(String counts, Quarantine failed) {
    return counts
        + "; revision "
        + failed.revision()
        + " failed ("
        + failed.reason()
        + ": "
        + failed.message()
        + ") and was rolled back to what revision "
        + failed.target()
        + " declared";
  }

  private static Diagnosis deleting(Snapshot seen, List<Problem> problems) {
    return deleting(problems, seen.containers().size() + " containers still to remove");
  }

  /** On its way out; {@code left} is said where nothing is in the way. */
  static Diagnosis deleting(List<Problem> problems, String left) {
    return Diagnosis.progressing(Phase.DELETING, Reasons.DELETING, first(problems).orElse(left));
  }

  private static Diagnosis stopped(Snapshot seen, List<Problem> problems) {
    long alive = seen.containers().stream().filter(c -> c.life().state().isAlive()).count();
    return alive == 0
        ? Diagnosis.progressing(Phase.STOPPED, Reasons.STOPPED, "stopped, as declared")
        : stopping(problems, alive);
  }

  /** On its way to a stop. */
  static Diagnosis stopping(List<Problem> problems, long alive) {
    return Diagnosis.progressing(
        Phase.UPDATING,
        Reasons.STOPPING,
        first(problems).orElse(alive + " containers still to stop"));
  }

  private static Optional<String> first(List<Problem> problems) {
    return problems.stream().findFirst().map(Problem::message);
  }

  private AppStatus status(
      Phase phase,
      List<Condition> conditions,
      SortedMap<String, AppStatus.ServiceStatus> services) {
    return new AppStatus(desired.generation(), phase, desired.revision(), conditions, services);
  }
}
