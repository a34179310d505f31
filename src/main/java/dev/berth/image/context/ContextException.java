package dev.berth.image.context;

/** A build context that cannot be used, and why. A mistake of the user's, not of Berth's. */
public final class ContextException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isTooBig;

  ContextException(String message) {
    this(message, false);
  }

  private ContextException(String message, boolean isTooBig) {
    super(message);
    this.isTooBig = isTooBig;
  }

  static ContextException tooBig(long limit) {
    return new ContextException(
        "a build context may have "
            + (limit >> 20)
            + " MiB, packed and unpacked; leave out what the build does not need",
        true);
  }

  boolean isTooBig() {
    return isTooBig;
  }

  /** Never absent. */
  String why() {
    return String.valueOf(getMessage());
  }
}
