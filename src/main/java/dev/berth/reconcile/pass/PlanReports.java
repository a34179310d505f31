package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.plan.WaitReason;
import dev.berth.port.PlanPreview;
import dev.berth.spec.Fingerprint;
import dev.berth.state.DesiredApp;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells plans. */
final class PlanReports {
  private PlanReports() {}

  static PlanPreview.PlanReport of(DesiredApp desired, Snapshot seen, Plan plan) {
    return new PlanPreview.PlanReport(
        fingerprint(desired, seen, plan),
        plan.steps().stream().map(PlanReports::step).toList(),
        plan.waiting().stream().map(PlanReports::wait).toList());
  }

  /** Of the generation, of the containers that were seen, and of the plan made from both. */
  private static String fingerprint(DesiredApp desired, Snapshot seen, Plan plan) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("generation", Long.toString(desired.generation()));
    fields.put("resourceVersion", Long.toString(desired.resourceVersion()));
    for (ContainerView container : seen.containers()) {
      fields.put("container." + container.id(), container.life().state().name());
    }
    fields.put("plan", plan.toString());
    return Fingerprint.of(fields);
  }

  private static PlanPreview.PlannedStep step(Step step) {
    return new PlanPreview.PlannedStep(
        step.action().getClass().getSimpleName(),
        step.action().what(),
        step.action().cause(),
        step.after().stream().sorted().toList());
  }

  private static PlanPreview.Wait wait(WaitReason wait) {
    String word = wait.kind().name().toLowerCase(Locale.ROOT);
    return new PlanPreview.Wait(wait.service(), word, wait.message(), wait.until());
  }
}
