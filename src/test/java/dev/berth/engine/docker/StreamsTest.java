package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Issue 17: a stream that nobody wants any more ends, and one that has died is heard of. */
class StreamsTest {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Optional<Throwable>> end = new AtomicReference<>();

  private Streams<String> stream() {
    Streams<String> stream = new Streams<>(item -> {});
    stream.whenEnded(end::set);
    return stream;
  }

  @Test
  void closesWhatBeginsAfterItWasGivenUp() {
    Streams<String> stream = stream();
    stream.close();
    stream.onStart(() -> closed.set(true));

    assertThat(closed).isTrue();
  }

  @Test
  void endsWhenTheThreadThatReadsHasDied() throws InterruptedException {
    Streams<String> stream = stream();
    Thread reader = new Thread(() -> stream.onStart(() -> {}));
    reader.start();
    reader.join();

    await().until(() -> end.get() != null);
    assertThat(end.get().orElseThrow()).hasMessageContaining("has died");
  }
}
