package dev.berth.engine;

import java.time.Duration;
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
    /** No addresses are left for another network. Transient: somebody may remove one. */
    NO_ADDRESSES(true),
    /** The engine's disk is full. Transient: somebody may make room. */
    NO_SPACE(true),
    /** The operator's policy keeps this from the engine. Permanent. */
    DENIED(false),
    /** The engine refuses these settings. Permanent. */
    INVALID(false),
    /** The registry knows no such image, or not for these credentials. Permanent. */
    IMAGE_NOT_FOUND(false),
    /** A registry refused the credentials. Permanent. */
    UNAUTHORIZED(false),
    /** A registry is out of reach. Transient. */
    REGISTRY_UNAVAILABLE(true),
    /** A registry asks to slow down, or fails inside. Transient. */
    REGISTRY_BUSY(true),
    /** A build step failed. Permanent. */
    BUILD_FAILED(false);

    private final boolean isTransient;

    Kind(boolean isTransient) {
      this.isTransient = isTransient;
    }
  }

  private final Kind kind;
  private final String message;
  private final Duration wait;

  /**
   * Makes one.
   *
   * @param message what was tried, on what, and what the engine said, in one line
   */
  public EngineException(Kind kind, String message) {
    this(kind, message, Duration.ZERO);
  }

  /** Who failed has said how long to leave it alone. */
  public EngineException(Kind kind, String message, Duration wait) {
    super(message);
    this.kind = kind;
    this.message = message;
    this.wait = wait;
  }

  public EngineException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.message = message;
    this.wait = Duration.ZERO;
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

  /** How long who failed wants to be left alone; zero where it did not say. */
  public Duration waitAtLeast() {
    return wait;
  }
}
