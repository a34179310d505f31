package dev.berth.reconcile.deps;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass over one app, as it went. Times are of the clock on the wall, lengths of the steady one.
 *
 * @param generation that it was about; 0 if it came to none
 * @param noticed how long after an event of the engine it began; empty where no event woke it
 * @param failure why it broke off
 * @param phase of the app at its end; empty if the app is gone
 * @param isReady whether all of that generation is there and ready
 */
public record PassTrace(
    String app,
    long generation,
    Optional<Duration> noticed,
    Instant began,
    Duration took,
    List<Part> parts,
    Optional<String> failure,
    String phase,
    boolean isReady) {
  public PassTrace {
    parts = List.copyOf(parts);
  }

  /** What a part of a pass is. */
  public enum Stage {
    SNAPSHOT,
    PLAN,
    ACTION
  }

  /**
   * A look, a plan, or an action.
   *
   * @param name in a word; of an action its kind, {@code start container}
   * @param details by name: cause, service, container, …
   */
  public record Part(
      Stage stage,
      String name,
      Instant began,
      Duration took,
      Map<String, String> details,
      Optional<String> failure) {
    public Part {
      details = Map.copyOf(details);
    }
  }

  /** Actions that were tried. */
  public List<Part> actions() {
    return parts.stream().filter(part -> part.stage() == Stage.ACTION).toList();
  }
}
