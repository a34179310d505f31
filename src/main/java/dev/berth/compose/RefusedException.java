package dev.berth.compose;

/** A value that cannot be read, and why. Caught where its path is known. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  RefusedException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
