package dev.berth.state;

import java.time.Instant;

/**
 * A revision that failed and was rolled back. What it declared is not to be applied again by
 * anything that acts by itself, until something else is declared.
 *
 * @param revision that failed
 * @param generation the last one in which it was wanted
 * @param target the older revision whose content is wanted again
 * @param reason as conditions name it: {@code ReadyTimeout}, {@code BuildFailed}, …
 */
public record Quarantine(
    long revision, long generation, long target, String reason, String message, Instant since) {

  /** The reason where somebody gave it up. */
  public static final String ABORTED = "Aborted";

  /** The reason where it was found bad while it was tried. */
  public static final String ANALYSIS_FAILED = "AnalysisFailed";
}
