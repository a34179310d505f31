package dev.berth.spec;

/**
 * What must hold of another service of the app before a service starts.
 *
 * @param required whether the service waits for it for ever: one that is not starts all the same
 *     where the other is not declared or has failed
 * @param restart whether the service starts anew when a container of the other was made anew
 */
public record Dependency(String service, Condition condition, boolean required, boolean restart) {

  /** One that is required, and no more. */
  public static Dependency on(String service, Condition condition) {
    return new Dependency(service, condition, true, false);
  }

  /** What must hold. */
  public enum Condition {
    /** Its containers run. */
    STARTED,
    /** Its containers run and pass their health check. */
    HEALTHY,
    /** Its containers ended with exit code 0. */
    COMPLETED,
    /** Healthy where it has a health check, else started: what a link asks for. */
    READY
  }
}
