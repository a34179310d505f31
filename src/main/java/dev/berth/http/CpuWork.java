package dev.berth.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work that takes the processor and waits for nothing, such as reading a document. It is done on
 * threads of its own, one for each processor: the carriers of virtual threads stay free for whoever
 * only waits. How much of it there may be, and for how long a client waits, is bounded.
 */
public final class CpuWork {
  /** The doors' own. */
  private static final CpuWork DOORS =
      new CpuWork(Runtime.getRuntime().availableProcessors(), 64, Duration.ofSeconds(30));

  /** Idle threads end after so many seconds. */
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final Duration longest;

  /**
   * Threads are made as they are needed.
   *
   * @param atOnce how much is done at a time
   * @param waiting how much more may wait
   * @param longest for how long a client waits
   */
  CpuWork(int atOnce, int waiting, Duration longest) {
    this.longest = longest;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("berth-cpu-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Does a door's work; what it throws is thrown here. Throws {@link TooBusy} if it cannot be. */
  public static <T> T done(Supplier<T> work) {
    return DOORS.result(work);
  }

  <T> T result(Supplier<T> work) {
    Future<T> result;
    try {
      result = threads.submit(work::get);
    } catch (RejectedExecutionException e) {
      throw new TooBusy("Berth reads too many documents at once; try again in some seconds");
    }
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new TooBusy(
          "the document was not read within "
              + longest.toSeconds()
              + " s; send it in parts, or try again when less is going on");
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new TooBusy("Berth ends");
    } catch (ExecutionException e) {
      throw thrown(e);
    }
  }

  /** How much waits for its turn. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** As the work threw it. */
  private static RuntimeException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException known -> known;
      case null, default -> new IllegalStateException(e);
    };
  }
}
