package dev.berth.intake.app;

import java.util.Arrays;
import java.util.Optional;

/** What somebody may say of a rollout that goes on, or of the next one. */
public enum RolloutAction {
  /** Nothing that runs gives way any more. */
  PAUSE,
  /** On with what was paused, or with the next step. */
  RESUME,
  /** All requests go over at once. */
  PROMOTE,
  /** Back to the last good revision. */
  ABORT;

  /** As requests spell it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public static Optional<RolloutAction> of(String text) {
    return Arrays.stream(values()).filter(action -> action.text().equals(text)).findFirst();
  }
}
