package dev.berth.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import dev.berth.engine.EngineException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Hears a stream of the engine until its end. docker-java's own base class logs every broken stream
 * with a stack trace; here the end is a value.
 */
final class Streams<T> implements ResultCallback<T> {
  private final Consumer<T> items;
  private final CountDownLatch open = new CountDownLatch(1);
  private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
  private volatile Closeable connection = () -> {};
  private volatile boolean isClosed;

  Streams(Consumer<T> items) {
    this.items = items;
  }

  @Override
  public void onStart(Closeable closeable) {
    connection = closeable;
    if (isClosed) {
      close();
    }
    open.countDown();
    watch(Thread.currentThread());
  }

  /**
   * docker-java tells of exceptions; an error ends the thread that reads, and nobody would know.
   */
  private void watch(Thread reader) {
    var unused =
        Thread.ofVirtual()
            .start(() -> {
              try {
                reader.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              onError(new IOException("the thread that read the stream has died"));
            });
  }

  @Override
  public void onNext(T item) {
    items.accept(item);
  }

  @Override
  public void onError(Throwable failure) {
    open.countDown();
    end.complete(Optional.of(failure));
  }

  @Override
  public void onComplete() {
    open.countDown();
    end.complete(Optional.empty());
  }

  /**
   * Calls back once at the end, with the failure if it was one; never on the caller's thread, which
   * may hold what the other side waits for.
   */
  void whenEnded(Consumer<Optional<Throwable>> then) {
    var unused = end.thenAcceptAsync(then, task -> Thread.ofVirtual().start(task));
  }

  /** Whether the stream has ended already. */
  boolean isEnded() {
    return end.isDone();
  }

  void awaitOpen() throws InterruptedException {
    open.await();
  }

  /** Waits for the end; an interrupt closes the stream. */
  void awaitEnd(String what) {
    awaitEnd(what, Duration.ofDays(Short.MAX_VALUE));
  }

  /** Likewise for some time, after which a build counts as failed. */
  void awaitEnd(String what, Duration longest) {
    try {
      Optional<Throwable> failure = end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (failure.isPresent()) {
        throw DockerErrors.of(what, failure.get());
      }
    } catch (TimeoutException e) {
      close();
      throw new EngineException(
          EngineException.Kind.BUILD_FAILED,
          what + ": took longer than " + longest.toSeconds() + " s (berth.build.timeout)",
          e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.TIMEOUT, what + ": interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw DockerErrors.of(what, e.getCause());
    }
  }

  @Override
  public void close() {
    isClosed = true; // Before it has begun there is nothing to close: then it closes itself.
    try {
      connection.close();
    } catch (IOException e) {
      // The stream is being given up: that its end was not clean changes nothing.
    }
  }
}
