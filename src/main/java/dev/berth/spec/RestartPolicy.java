package dev.berth.spec;

import java.util.OptionalInt;

/**
 * What to do when a container ends by itself.
 *
 * @param maxRetries how often it is started again; for ever where absent
 */
public record RestartPolicy(Mode mode, OptionalInt maxRetries) {

  /** The policies of {@code docker run --restart}. */
  public enum Mode {
    NO("no"),
    ALWAYS("always"),
    ON_FAILURE("on-failure"),
    UNLESS_STOPPED("unless-stopped");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    /** As Docker writes it. */
    public String text() {
      return text;
    }
  }

  /** Berth's default: what should run is brought back. */
  public static final RestartPolicy ALWAYS = new RestartPolicy(Mode.ALWAYS, OptionalInt.empty());

  public static final RestartPolicy NEVER = new RestartPolicy(Mode.NO, OptionalInt.empty());

  public static final RestartPolicy UNLESS_STOPPED =
      new RestartPolicy(Mode.UNLESS_STOPPED, OptionalInt.empty());

  /** Whether a container that ended with that code, after so many restarts, is started again. */
  public boolean restarts(int exitCode, int restartsSoFar) {
    return switch (mode) {
      case ALWAYS, UNLESS_STOPPED -> isLeft(restartsSoFar);
      case NO -> false;
      case ON_FAILURE -> exitCode != 0 && isLeft(restartsSoFar);
    };
  }

  private boolean isLeft(int restartsSoFar) {
    return maxRetries.isEmpty() || restartsSoFar < maxRetries.getAsInt();
  }
}
