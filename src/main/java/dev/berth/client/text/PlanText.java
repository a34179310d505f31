package dev.berth.client.text;

import dev.berth.client.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A plan, a line for each action: what comes with a plus, what goes with a minus. */
public final class PlanText {
  private static final Pattern COMES = Pattern.compile("Create.*|Start.*|Obtain.*|Connect.*");
  private static final Pattern GOES = Pattern.compile("Remove.*|Stop.*|Kill.*|Disconnect.*");

  private PlanText() {}

  /** Its lines; none where there is nothing to do and nothing to wait for. */
  public static List<String> of(JsonView plan) {
    List<String> lines = new ArrayList<>();
    for (JsonView step : plan.items("actions")) {
      lines.add(mark(step.text("action")) + step.text("text") + ": " + step.text("cause"));
    }
    for (JsonView wait : plan.items("waiting")) {
      lines.add("… " + wait.text("service") + " waits: " + Printable.line(wait.text("message")));
    }
    return lines.stream().distinct().toList();
  }

  private static String mark(String action) {
    if (COMES.matcher(action).matches()) {
      return "+ ";
    }
    return GOES.matcher(action).matches() ? "- " : "~ ";
  }
}
