package dev.berth.plan;

import dev.berth.observe.ContainerView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Moments from which on a container that was started before has to start anew, though it is as
 * declared. What it did before counts for nothing any more: neither that it was ready, nor that it
 * completed.
 *
 * @param asked when somebody last asked for a start
 * @param replaces whether who is asked to start anew makes room for another, as after an update
 * @param others by cause, when something that a container stands on became another
 */
public record Renewal(
    Optional<Instant> asked, boolean replaces, SortedMap<String, Instant> others) {
  public Renewal {
    others = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** Whether it is from before somebody asked for a start. */
  public boolean isAsked(ContainerView container) {
    return asked.filter(at -> startedBefore(container, at)).isPresent();
  }

  /** Why a container has to start anew; mostly empty. */
  public Optional<String> cause(ContainerView container) {
    return isAsked(container) ? Optional.of("restart requested") : otherCause(container);
  }

  /** Likewise, but for a request. */
  Optional<String> otherCause(ContainerView container) {
    return others.entrySet().stream()
        .filter(other -> isOutlived(container, other.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What had ended by then has nothing to do with it. */
  private static boolean isOutlived(ContainerView container, Instant since) {
    return startedBefore(container, since)
        && (container.life().state().isAlive()
            || container.life().finishedAt().filter(end -> !end.isBefore(since)).isPresent());
  }

  private static boolean startedBefore(ContainerView container, Instant moment) {
    return container.life().startedAt().filter(at -> at.isBefore(moment)).isPresent();
  }
}
