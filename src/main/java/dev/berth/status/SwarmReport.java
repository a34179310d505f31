package dev.berth.status;

import dev.berth.plan.Drift;
import dev.berth.plan.Plan;
import dev.berth.plan.swarm.SwarmWish;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells the state of an app on a Swarm, of a pass's last look. */
public final class SwarmReport {
  private final SwarmWish wish;
  private final Verdicts verdicts;
  private final String machine;

  /**
   * For one app at one moment.
   *
   * @param previous status, whose transition times are kept where nothing turned
   * @param machine where published ports answer
   */
  public SwarmReport(SwarmWish wish, Optional<AppStatus> previous, String machine) {
    this.wish = wish;
    this.machine = machine;
    this.verdicts = new Verdicts(previous, wish.desired().generation(), wish.now());
  }

  /**
   * Likewise.
   *
   * @param plan what is still to be done
   * @param problems what could not be done
   * @param drifts what is not as declared any more
   */
  public AppStatus of(Plan plan, List<Problem> problems, List<Drift> drifts) {
    List<SwarmTasks> tasks =
        wish.desired().app().services().values().stream()
            .map(service -> new SwarmTasks(wish, service, machine))
            .toList();
    SortedMap<String, AppStatus.ServiceStatus> services = new TreeMap<>();
    tasks.forEach(one -> services.put(one.service().name(), one.report()));
    Diagnosis diagnosis = diagnose(tasks, services, plan, problems);
    return status(diagnosis, drifts, services);
  }

  private AppStatus status(
      Diagnosis diagnosis,
      List<Drift> drifts,
      SortedMap<String, AppStatus.ServiceStatus> services) {
    String found = drifts.stream().map(Drift::toString).collect(Collectors.joining("\n"));
    Condition drifted =
        verdicts.of(
            Condition.Type.DRIFTED,
            !drifts.isEmpty(),
            drifts.isEmpty() ? Reasons.IN_SYNC : Reasons.DRIFT_FOUND,
            drifts.isEmpty() ? "what is there is as declared, or on its way" : found);
    return new AppStatus(
        wish.desired().generation(),
        diagnosis.phase(),
        wish.desired().revision(),
        verdicts.of(diagnosis, drifted),
        services);
  }

  private Diagnosis diagnose(
      List<SwarmTasks> tasks,
      SortedMap<String, AppStatus.ServiceStatus> services,
      Plan plan,
      List<Problem> problems) {
    int wanted = services.values().stream().mapToInt(AppStatus.ServiceStatus::desired).sum();
    int ready = services.values().stream().mapToInt(AppStatus.ServiceStatus::ready).sum();
    String counts = ready + " of " + wanted + " containers ready";
    if (wish.desired().isDeleting()) {
      return StatusReport.deleting(
          problems, wish.seen().services().size() + " services still to remove");
    }
    if (wish.desired().isStopped()) {
      return stopped(tasks, problems);
    }
    boolean isComplete =
        services.values().stream().allMatch(one -> one.ready() >= one.desired())
            && tasks.stream().noneMatch(SwarmReport::isLeaving);
    if (isComplete && plan.isEmpty() && problems.isEmpty()) {
      return complete(tasks, counts);
    }
    boolean isPartlyUp =
        tasks.stream()
            .flatMap(one -> one.all().stream())
            .anyMatch(
                task -> task.isWanted() && task.isRunning() && wish.seen().isOnReadyNode(task));
    return new SwarmDiagnoses(wish, tasks, plan, problems, isPartlyUp).worst(counts);
  }

  /** Whether tasks of another version still run beside those that are wanted. */
  private static boolean isLeaving(SwarmTasks one) {
    return one.all().stream()
        .anyMatch(task -> task.isWanted() && task.isRunning() && !one.isWanted(task));
  }

  private Diagnosis complete(List<SwarmTasks> tasks, String counts) {
    boolean isAllDone =
        !tasks.isEmpty()
            && tasks.stream()
                .allMatch(one -> one.all().stream().noneMatch(task -> !task.hasEnded()));
    if (isAllDone) {
      return Diagnosis.progressing(Phase.COMPLETED, Reasons.COMPLETED, counts);
    }
    return StatusReport.running(wish.desired(), counts);
  }

  private Diagnosis stopped(List<SwarmTasks> tasks, List<Problem> problems) {
    long alive =
        tasks.stream()
            .flatMap(one -> one.all().stream())
            .filter(task -> !task.hasEnded() && wish.seen().isOnReadyNode(task))
            .count();
    return alive == 0 && problems.isEmpty()
        ? Diagnosis.progressing(Phase.STOPPED, Reasons.STOPPED, "stopped, as declared")
        : StatusReport.stopping(problems, alive);
  }
}
