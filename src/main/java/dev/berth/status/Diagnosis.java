package dev.berth.status;

/**
 * Why an app is not ready, in the worst of several ways.
 *
 * @param isStalled whether Berth can do nothing about it until something changes
 */
record Diagnosis(Phase phase, String reason, String message, boolean isStalled) {

  static Diagnosis progressing(Phase phase, String reason, String message) {
    return new Diagnosis(phase, reason, message, false);
  }
}
