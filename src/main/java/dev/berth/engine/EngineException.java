package dev.berth.engine;

import org.jspecify.annotations.Nullable;

/**
 * The engine did not do what it was asked.
 *
 * <p>Transient: the same call may succeed later with nothing changed but time (out of reach, time
 * over, internal error). Permanent: it will fail until what is wanted, or the world, changes.
 * Adapters decide that once; nobody else looks at an engine's own codes.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why, coarsely: what a reader of the exception can act on. */
  public enum Kind {
    /** Nobody answers. Transient. */
    UNREACHABLE(true),
    /** No answer within the call's deadline. Transient. */
    TIMEOUT(true),
    /** The engine failed inside, or was too busy. Transient. */
    ENGINE_ERROR(true),
    /** No such container, image, network or volume. Permanent. */
    NOT_FOUND(false),
    /** A name is taken, something is in use. Permanent. */
    CONFLICT(false),
    /** A host port is held by somebody else. Transient: the holder may let go. */
    PORT_IN_USE(true),
    /** The engine refuses these settings. Permanent. */
    INVALID(false),
    /** The registry knows no such image, or not for these credentials. Permanent. */
    IMAGE_NOT_FOUND(false),
    /** A registry refused the credentials. Permanent. */
    UNAUTHORIZED(false),
    /** A registry is out of reach or asks to slow down. Transient. */
    REGISTRY_UNAVAILABLE(true),
    /** A build step failed. Permanent. */
    BUILD_FAILED(false);

    private final boolean isTransient;

    Kind(boolean isTransient) {
      this.isTransient = isTransient;
    }
  }

  private final Kind kind;
  private final String message;

  /**
   * Makes one.
   *
   * @param message what was tried, on what, and what the engine said, in one line
   */
  public EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.message = message;
  }

  public EngineException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.message = message;
  }

  /** Never absent, unlike other exceptions'. */
  @Override
  public String getMessage() {
    return message;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same call may succeed later with nothing changed but time. */
  public boolean isTransient() {
    return kind.isTransient;
  }
}
