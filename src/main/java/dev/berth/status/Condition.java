package dev.berth.status;

import java.time.Instant;

/**
 * One aspect of an app's state, after the conventions of the Kubernetes API.
 *
 * @param reason one CamelCase word that programs may rely on; see {@link Reasons}
 * @param message for people: what was tried, on what, and what to do next
 * @param lastTransitionTime when {@code status} last changed
 */
public record Condition(
    Type type,
    Verdict status,
    String reason,
    String message,
    Instant lastTransitionTime,
    long observedGeneration) {

  public Condition {
    message = PlainText.of(message);
  }

  /** What a condition is about. */
  public enum Type {
    READY("Ready"),
    PROGRESSING("Progressing"),
    DRIFTED("Drifted"),
    STALLED("Stalled");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As answers spell it. */
    public String text() {
      return text;
    }
  }

  /** Whether a condition holds. */
  public enum Verdict {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As answers spell it. */
    public String text() {
      return text;
    }
  }
}
