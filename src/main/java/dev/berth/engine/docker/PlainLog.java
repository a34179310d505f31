package dev.berth.engine.docker;

import dev.berth.engine.ProgressListener;
import dev.berth.engine.ProgressListener.StepEnd;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears what the client of BuildKit says line by line, and remembers the step that fails. */
final class PlainLog {
  /** The first mention of a step is its name; times stand before what it puts out. */
  private static final Pattern STEP =
      Pattern.compile("#(?<id>\\d{1,6}) (?!\\d+\\.\\d |ERROR: )(?<text>.+)");

  private static final Pattern PART =
      Pattern.compile("\\[(?:(?<stage>.*) )?(?<number>\\d{1,5})/(?<of>\\d{1,5})\\] (?<what>.*)");
  private static final Pattern STEP_ERROR = Pattern.compile("#(?<id>\\d{1,6}) ERROR: (?<why>.*)");
  private static final String ERROR = "ERROR: ";

  private final ProgressListener progress;
  private final Map<String, String> steps = new HashMap<>();
  private final Map<String, String> parts = new HashMap<>();
  private String step = "";
  private String why = "";
  private String error = "";

  PlainLog(ProgressListener progress) {
    this.progress = progress;
  }

  void hear(String line) {
    Matcher named = STEP.matcher(line);
    Matcher stepError = STEP_ERROR.matcher(line);
    if (named.matches()) {
      if (steps.putIfAbsent(named.group("id"), named.group("text")) == null) {
        part(named.group("id"), named.group("text"));
      } else {
        end(named.group("id"), named.group("text"));
      }
    } else if (stepError.matches()) {
      step = steps.getOrDefault(stepError.group("id"), "");
      why = stepError.group("why");
      end(stepError.group("id"), StepEnd.FAILED);
    } else if (line.startsWith(ERROR)) {
      error = line.substring(ERROR.length());
    }
    if (!line.isBlank()) {
      progress.line(line);
    }
  }

  private void end(String id, String text) {
    if (text.equals("CACHED")) {
      end(id, StepEnd.CACHED);
    } else if (text.startsWith("DONE ")) {
      end(id, StepEnd.DONE);
    }
  }

  private void end(String id, StepEnd end) {
    Optional.ofNullable(parts.get(id)).ifPresent(part -> progress.ended(part, end));
  }

  private void part(String id, String text) {
    Matcher part = PART.matcher(text);
    if (part.matches()) {
      String stage = part.group("stage") == null ? "step" : part.group("stage");
      String name = stage + " " + part.group("number");
      parts.put(id, name);
      progress.progress(
          name,
          part.group("what"),
          Long.parseLong(part.group("number")),
          Long.parseLong(part.group("of")));
    }
  }

  /** The step that failed; empty where none did. */
  String step() {
    return step;
  }

  /** What went wrong in the step, or what the client said last. */
  String why() {
    return why.isEmpty() ? error : why;
  }
}
