package dev.berth.gitops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One sync of a source at a time, and who waits for the next one. */
final class SyncTurns {
  /** Longer than a slow fetch. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  private static final class Turn {
    /** Held over a sync, and over what must not meet one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Queue<Ask> asks = new ConcurrentLinkedQueue<>();
  }

  /** Somebody waits. */
  private record Ask(
      boolean allowEmpty, CompletableFuture<Void> begun, CompletableFuture<Void> done) {
    private void end() {
      begun.complete(null);
      done.complete(null);
    }
  }

  private Turn turn(String source) {
    return turns.computeIfAbsent(source, name -> new Turn());
  }

  /** Does something that must not meet a sync. */
  <T> T alone(String source, Supplier<T> work) {
    ReentrantLock lock = turn(source).lock;
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does a sync, for all who have asked until it begins.
   *
   * @param sync takes whether one of them allows that it loses much
   */
  void sync(String source, Consumer<Boolean> sync) {
    Turn turn = turn(source);
    List<Ask> asks = new ArrayList<>();
    turn.lock.lock();
    try {
      for (Ask ask = turn.asks.poll(); ask != null; ask = turn.asks.poll()) {
        ask.begun().complete(null);
        asks.add(ask);
      }
      sync.accept(asks.stream().anyMatch(Ask::allowEmpty));
    } finally {
      turn.lock.unlock();
      asks.forEach(Ask::end);
    }
  }

  /**
   * Waits until a sync that begins after now has ended.
   *
   * @param wake has it begun soon
   * @return false where none began for {@link #PATIENCE}; one that has begun may be long
   */
  boolean await(String source, boolean allowEmpty, Runnable wake) {
    Ask ask = new Ask(allowEmpty, new CompletableFuture<>(), new CompletableFuture<>());
    Turn turn = turn(source);
    turn.asks.add(ask);
    wake.run();
    if (!begins(ask) && turn.asks.remove(ask)) {
      return false;
    }
    ask.done().join();
    return true;
  }

  private static boolean begins(Ask ask) {
    try {
      ask.begun().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Lets everybody go who waits. */
  void close() {
    turns.values().forEach(turn -> turn.asks.forEach(Ask::end));
  }
}
