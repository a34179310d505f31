package dev.berth.images;

/** A build context that cannot be used, and why. A mistake of the user's, not of Berth's. */
final class ContextException extends Exception {
  private static final long serialVersionUID = 1;

  ContextException(String message) {
    super(message);
  }

  /** Never absent. */
  String why() {
    return String.valueOf(getMessage());
  }
}
