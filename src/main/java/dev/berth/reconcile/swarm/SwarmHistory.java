package dev.berth.reconcile.swarm;

import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.plan.Action;
import dev.berth.plan.SwarmAction;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.pass.ActionWords;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.AppEvent.Subject;
import dev.berth.status.DriftReport;
import java.util.List;
import java.util.Optional;

/** Writes down what was done to an app on a Swarm, and what became of its tasks. */
record SwarmHistory(ReconcilerDeps deps) {

  void record(DesiredApp desired, PlanExecutor.Outcome outcome) {
    Action action = outcome.action();
    boolean failed = outcome.failure().isPresent();
    String what = outcome.failure().map(Throwable::getMessage).orElse(action.cause());
    deps.history()
        .append(
            event(
                    desired,
                    failed,
                    ActionWords.of(action) + (failed ? "Failed" : ""),
                    action.what() + ": " + what)
                .took(outcome.took())
                .about(subject(action)));
  }

  private AppEvent event(DesiredApp desired, boolean warning, String reason, String message) {
    return AppEvent.now(desired.name(), deps.clock().instant(), warning, reason, message);
  }

  private static Subject subject(Action action) {
    return switch (action) {
      case SwarmAction a when !a.service().isEmpty() -> Subject.service(a.service());
      case Action.ObtainImage a -> Subject.service(a.service());
      default -> Subject.APP;
    };
  }

  /** Something was changed behind Berth's back. */
  void drifted(DesiredApp desired, List<DriftReport> drifts) {
    for (DriftReport drift : drifts) {
      deps.history()
          .append(
              event(
                      desired,
                      true,
                      "DriftFound",
                      drift.path()
                          + ": want "
                          + shown(drift.want())
                          + ", have "
                          + shown(drift.have()))
                  .about(new Subject(drift.service(), Optional.empty())));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  /** Tasks that have failed since the last look, each once. */
  void tasks(SwarmWish wish, SwarmMemory memory) {
    for (Service service : wish.desired().app().services().values()) {
      Optional<SwarmService> there = wish.seen().service(wish.name(service));
      there.map(one -> wish.seen().tasks(one)).orElse(List.of()).stream()
          .filter(task -> task.hasFailed() && task.since().isAfter(memory.begun))
          .filter(task -> memory.told.add(task.id()))
          .forEach(task -> failed(wish, service, task));
    }
  }

  private void failed(SwarmWish wish, Service service, SwarmTask task) {
    String name = wish.name(service) + (task.slot() == 0 ? "" : "." + task.slot());
    String host = wish.seen().node(task.node()).map(SwarmNode::host).orElse("no node");
    deps.history()
        .append(
            event(wish.desired(), true, "TaskFailed", name + " on " + host + ": " + task.error())
                .about(new Subject(Optional.of(service.name()), Optional.of(name))));
  }

  /** Nothing of an app that is kept elsewhere is left. */
  void moved(DesiredApp desired) {
    deps.history()
        .append(
            event(
                desired,
                false,
                "Moved",
                "nothing of it runs on engine " + deps.residence().engine() + " any more"));
  }
}
