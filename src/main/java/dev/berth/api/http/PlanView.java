package dev.berth.api.http;

import dev.berth.port.PlanPreview;
import dev.berth.status.DriftReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans and drift as answers show them. */
public final class PlanView {
  private PlanView() {}

  public static Map<String, Object> of(PlanPreview.PlanReport plan) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("fingerprint", plan.fingerprint());
    tree.put("text", text(plan));
    pass(plan.next(), tree);
    tree.put(
        "later", plan.later().stream().map(pass -> pass(pass, new LinkedHashMap<>())).toList());
    tree.put("complete", !plan.isCut());
    return tree;
  }

  private static Map<String, Object> pass(PlanPreview.PlannedPass pass, Map<String, Object> tree) {
    tree.put("actions", pass.steps().stream().map(PlanView::step).toList());
    tree.put("waiting", pass.waiting().stream().map(PlanView::wait).toList());
    return tree;
  }

  /** One line for each action of the next pass, in an order in which they could be done. */
  public static String text(PlanPreview.PlanReport plan) {
    return plan.next().steps().stream()
        .map(step -> step.text() + ": " + step.cause() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Object> step(PlanPreview.PlannedStep step) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("action", step.action());
    tree.put("text", step.text());
    tree.put("cause", step.cause());
    tree.put("after", step.after());
    tree.put("service", step.service().orElse(null));
    tree.put("container", step.container().orElse(null));
    tree.put("replica", step.replica().isPresent() ? step.replica().getAsInt() : null);
    tree.put("changes", step.changes().stream().map(PlanView::change).toList());
    tree.put("disrupts", step.disrupts());
    return tree;
  }

  private static Map<String, Object> change(PlanPreview.Change change) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", change.path());
    tree.put("want", change.want());
    tree.put("have", change.have());
    return tree;
  }

  private static Map<String, Object> wait(PlanPreview.Wait wait) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("service", wait.service());
    tree.put("reason", wait.reason());
    tree.put("message", wait.message());
    tree.put("until", wait.until().map(Object::toString).orElse(null));
    return tree;
  }

  public static Map<String, Object> of(DriftReport drift) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("service", drift.service().orElse(null));
    tree.put("container", drift.container().orElse(null));
    tree.put("path", drift.path());
    tree.put("want", drift.want());
    tree.put("have", drift.have());
    tree.put("since", drift.since().toString());
    tree.put("by", drift.by().orElse(null));
    tree.put("repair", drift.repair());
    return tree;
  }
}
