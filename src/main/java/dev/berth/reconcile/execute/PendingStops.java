package dev.berth.reconcile.execute;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Containers that were asked to end and have not ended yet. A stop outlives the pass that asked for
 * it; later passes see its container as {@link ContainerView.State#STOPPING} and leave it alone.
 */
public final class PendingStops {
  /** How long a signalled process may take before it is signalled again. */
  private static final Duration SIGNAL_TIME = Duration.ofSeconds(10);

  private final Set<String> stopping = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> signalled = new ConcurrentHashMap<>();
  private final Map<String, EngineException> failed = new ConcurrentHashMap<>();

  /** Marks a container; false if it was marked already. */
  boolean begin(String id) {
    return stopping.add(id);
  }

  void end(String id) {
    stopping.remove(id);
  }

  /** The engine would not end a container, whatever was asked for. */
  void fail(String id, EngineException why) {
    failed.put(id, why);
  }

  /** Why a container could not be ended when that was tried last; told once. */
  Optional<EngineException> failure(String id) {
    return Optional.ofNullable(failed.remove(id));
  }

  void signal(String id, Instant now) {
    signalled.put(id, now);
  }

  /** It was not signalled after all. */
  void unsignal(String id) {
    signalled.remove(id);
  }

  /** What is there, with what was asked of it. */
  public List<ContainerView> overlay(List<ContainerView> containers, Instant now) {
    return containers.stream().map(container -> through(container, now)).toList();
  }

  private ContainerView through(ContainerView container, Instant now) {
    if (!container.life().state().isAlive()) {
      signalled.remove(container.id());
      failed.remove(container.id());
      return container;
    }
    Instant at = signalled.getOrDefault(container.id(), Instant.MIN);
    boolean marked = stopping.contains(container.id()) || at.isAfter(now.minus(SIGNAL_TIME));
    return marked ? container.withState(ContainerView.State.STOPPING) : container;
  }
}
