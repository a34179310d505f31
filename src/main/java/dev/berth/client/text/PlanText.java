package dev.berth.client.text;

import dev.berth.client.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A plan, a line for each action: what comes with a plus, what goes with a minus. What follows the
 * next pass is indented below it.
 */
public final class PlanText {
  private static final Pattern COMES = Pattern.compile("Create.*|Start.*|Obtain.*|Connect.*");
  private static final Pattern GOES = Pattern.compile("Remove.*|Stop.*|Kill.*|Disconnect.*");

  private PlanText() {}

  /** Its lines; none where there is nothing to do and nothing to wait for. */
  public static List<String> of(JsonView plan) {
    List<String> lines = new ArrayList<>(pass(plan));
    for (JsonView later : plan.items("later")) {
      lines.add("then");
      pass(later).forEach(line -> lines.add("  " + line));
    }
    if (!plan.items("later").isEmpty() && !plan.isTrue("complete")) {
      lines.add("and so on");
    }
    return lines;
  }

  private static List<String> pass(JsonView pass) {
    List<String> lines = new ArrayList<>();
    for (JsonView step : pass.items("actions")) {
      String cost = cost(step.text("disrupts"));
      lines.add(mark(step.text("action")) + step.text("text") + ": " + step.text("cause") + cost);
      List<JsonView> changes = step.items("changes");
      if (changes.size() > 1) {
        changes.forEach(change -> lines.add("    " + change(change)));
      }
    }
    for (JsonView wait : pass.items("waiting")) {
      lines.add("… " + wait.text("service") + " waits: " + Printable.line(wait.text("message")));
    }
    return lines.stream().distinct().toList();
  }

  private static String change(JsonView change) {
    return change.text("path")
        + ": "
        + Printable.line(shown(change.text("have")))
        + " → "
        + Printable.line(shown(change.text("want")));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  private static String cost(String disrupts) {
    return switch (disrupts) {
      case "restart" -> " (it starts again)";
      case "recreate" -> " (another one comes in its place)";
      case "port" -> " (nobody answers at its ports meanwhile)";
      default -> "";
    };
  }

  private static String mark(String action) {
    if (COMES.matcher(action).matches()) {
      return "+ ";
    }
    return GOES.matcher(action).matches() ? "- " : "~ ";
  }
}
