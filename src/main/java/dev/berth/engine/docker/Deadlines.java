package dev.berth.engine.docker;

import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Puts an end to every call: the transport has none on a unix socket (docker-java 3.7.1 ignores its
 * response timeout there), but an interrupt frees its thread.
 */
final class Deadlines implements AutoCloseable {
  /** Fewer than there are connections: a call that has a place never waits for one. */
  private static final int MOST_CALLS = 150;

  private final Duration limit;
  private final CallMeter meter;
  private final CallSlots callSlots = new CallSlots(MOST_CALLS);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("engine-call-", 0).factory());

  Deadlines(Duration limit, CallMeter meter) {
    this.limit = limit;
    this.meter = meter;
  }

  <T> T call(String what, Callable<T> work) {
    return call(what, limit, work);
  }

  /** With another limit than usual; the first word of {@code what} is the verb. */
  <T> T call(String what, Duration within, Callable<T> work) {
    return metered(what, () -> await(what, within, work));
  }

  /** What must not wait for others: by it one sees whether the engine lives. */
  <T> T aside(String what, Callable<T> work) {
    return aside(what, limit, work);
  }

  <T> T aside(String what, Duration within, Callable<T> work) {
    return metered(what, () -> await(what, within, submit(what, work)));
  }

  private <T> T metered(String what, Supplier<T> call) {
    long start = System.nanoTime();
    Optional<EngineException.Kind> failure = Optional.empty();
    try {
      return call.get();
    } catch (EngineException e) {
      failure = Optional.of(e.kind());
      throw e;
    } finally {
      String verb = what.substring(0, what.indexOf(' '));
      meter.called(verb, Duration.ofNanos(System.nanoTime() - start), failure);
    }
  }

  private <T> T await(String what, Duration within, Callable<T> work) {
    long end = System.nanoTime() + within.toNanos();
    CallSlots.Place place = callSlots.take(what, within);
    try {
      Future<T> result = submit(what, () -> place.use(work));
      return await(what, Duration.ofNanos(end - System.nanoTime()), result);
    } finally {
      place.giveUp();
    }
  }

  private static <T> T await(String what, Duration within, Future<T> result) {
    try {
      return result.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new EngineException(
          EngineException.Kind.TIMEOUT,
          what + ": no answer within " + within.toSeconds() + " s",
          e);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.TIMEOUT, what + ": interrupted", e);
    } catch (ExecutionException e) {
      throw DockerErrors.of(what, e.getCause());
    }
  }

  private <T> Future<T> submit(String what, Callable<T> work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new EngineException(
          EngineException.Kind.UNREACHABLE, what + ": the connection is closed", e);
    }
  }

  Duration limit() {
    return limit;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
