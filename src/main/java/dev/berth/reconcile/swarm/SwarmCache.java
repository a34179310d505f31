package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What was seen of a Swarm last. Who wants it newer asks, and all who wait share the answer. */
final class SwarmCache {
  private final SwarmEngine swarm;
  private final String instance;
  private final InstantSource steady;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Look last = new Look(Instant.MIN, SwarmSnapshot.EMPTY);
  private volatile Optional<String> blindness = Optional.of("the Swarm was not asked yet");

  /** What was asked for at a time. */
  private record Look(Instant at, SwarmSnapshot seen) {}

  SwarmCache(SwarmEngine swarm, String instance, InstantSource steady) {
    this.swarm = swarm;
    this.instance = instance;
    this.steady = steady;
  }

  /** As it was at a time of the steady clock, or later. */
  SwarmSnapshot at(Instant earliest) {
    Look known = last;
    if (!known.at().isBefore(earliest)) {
      return known.seen();
    }
    lock.lock();
    try {
      return last.at().isBefore(earliest) ? look() : last.seen();
    } finally {
      lock.unlock();
    }
  }

  private SwarmSnapshot look() {
    Instant now = steady.instant();
    try {
      SwarmSnapshot seen = swarm.look(instance);
      last = new Look(now, seen);
      blindness = Optional.empty();
      return seen;
    } catch (EngineException e) {
      blindness = Optional.of(e.getMessage());
      throw e;
    }
  }

  /** Asks nobody. */
  SwarmSnapshot known() {
    return last.seen();
  }

  /** Why nothing is known; empty while the Swarm answers. */
  Optional<String> blindness() {
    return blindness;
  }
}
