package dev.berth.spec;

/**
 * What must hold of another service of the app before a service starts.
 *
 * @param required whether the other service must be declared at all
 */
public record Dependency(String service, Condition condition, boolean required) {

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
