package dev.berth.status;

/** An app's whole state in one word. The words are part of the contract and stay. */
public enum Phase {
  PENDING("Pending"),
  BUILDING("Building"),
  PULLING("Pulling"),
  STARTING("Starting"),
  RUNNING("Running"),
  COMPLETED("Completed"),
  UPDATING("Updating"),
  DEGRADED("Degraded"),
  FAILED("Failed"),
  STOPPED("Stopped"),
  DELETING("Deleting"),
  UNKNOWN("Unknown");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** Whether all is as declared of an app that is to run. */
  public boolean isReady() {
    return this == RUNNING || this == COMPLETED;
  }

  /** As answers spell it. */
  public String text() {
    return text;
  }
}
