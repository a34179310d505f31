package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Action;
import dev.berth.plan.Forecast;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.plan.StepEffects;
import dev.berth.plan.WaitReason;
import dev.berth.port.PlanPreview;
import dev.berth.spec.Fingerprint;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent.Subject;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells plans. */
final class PlanReports {
  private final String instance;
  private final DesiredApp desired;

  PlanReports(String instance, DesiredApp desired) {
    this.instance = instance;
    this.desired = desired;
  }

  /**
   * Of passes, each as it would follow the one before.
   *
   * @param passes one at least
   */
  PlanPreview.PlanReport of(List<Forecast.Pass> passes) {
    Forecast.Pass next = passes.getFirst();
    return new PlanPreview.PlanReport(
        fingerprint(next.seen(), next.plan()),
        pass(next),
        passes.stream().skip(1).map(this::pass).toList(),
        Forecast.isCut(passes));
  }

  /** Of the generation, of the containers that were seen, and of the plan made from both. */
  private String fingerprint(Snapshot seen, Plan plan) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("generation", Long.toString(desired.generation()));
    fields.put("resourceVersion", Long.toString(desired.resourceVersion()));
    for (ContainerView container : seen.containers()) {
      fields.put("container." + container.id(), container.life().state().name());
    }
    fields.put("plan", plan.toString());
    return Fingerprint.of(fields);
  }

  private PlanPreview.PlannedPass pass(Forecast.Pass pass) {
    StepEffects effects = new StepEffects(instance, desired, pass.seen());
    return new PlanPreview.PlannedPass(
        pass.plan().steps().stream().map(step -> step(step, pass.seen(), effects)).toList(),
        pass.plan().waiting().stream().map(PlanReports::wait).toList());
  }

  private static PlanPreview.PlannedStep step(Step step, Snapshot seen, StepEffects effects) {
    Action action = step.action();
    Subject subject = EventSubject.of(action, seen.containers());
    return new PlanPreview.PlannedStep(
        action.getClass().getSimpleName(),
        action.what(),
        action.cause(),
        step.after().stream().sorted().toList(),
        subject.service(),
        subject.container(),
        effects.replica(action, subject.container()),
        effects.changes(action).stream()
            .map(drift -> new PlanPreview.Change(drift.path(), drift.want(), drift.have()))
            .toList(),
        effects.disruption(action).name().toLowerCase(Locale.ROOT));
  }

  private static PlanPreview.Wait wait(WaitReason wait) {
    String word = wait.kind().name().toLowerCase(Locale.ROOT);
    return new PlanPreview.Wait(wait.service(), word, wait.message(), wait.until());
  }
}
