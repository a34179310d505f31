package dev.berth.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.EngineInventory.LogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines on their way to a client that reads as slowly as it likes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogStreamTest {
  private static final int LINES = 200;

  private final LogStream stream = new LogStream(false);
  private final Thread writer =
      Thread.ofVirtual()
          .unstarted(() -> {
            for (int i = 0; i < LINES; i++) {
              stream.line(new LogSource("web", "web", 1, false), "line " + i);
            }
            stream.end("");
          });

  /** Waits with its first bytes until it is told to go on. */
  private static final class SlowClient extends ByteArrayOutputStream {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch reads = new CountDownLatch(1);

    @Override
    public void write(byte[] bytes) throws IOException {
      asked.countDown();
      try {
        assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      super.write(bytes);
    }
  }

  /** Issue 17: the last lines went where a client did not read for a second. */
  @Test
  void theEndWaitsForASlowClient() throws Exception {
    SlowClient client = new SlowClient();
    Thread reader = reading(client, () -> {});
    assertThat(client.asked.await(30, TimeUnit.SECONDS)).isTrue();
    writer.join(Duration.ofSeconds(2)); // Only what drops lines is done by then.
    client.reads.countDown();
    reader.join();

    assertThat(client.toString(UTF_8).lines()).hasSize(LINES).last().isEqualTo("line 199");
  }

  /** Who closes may need what the writer holds. */
  @Test
  void aWriterLetsGoBeforeTheReadingOfABrokenClientIsClosed() throws Exception {
    AtomicBoolean letGo = new AtomicBoolean();
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    reading(
            broken,
            () -> {
              writer.join();
              letGo.set(true);
            })
        .join();

    assertThat(letGo).isTrue();
  }

  private Thread reading(OutputStream out, AutoCloseable reading) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            stream.copy(
                sink -> {
                  writer.start();
                  return reading;
                },
                out,
                () -> true);
          } catch (IOException | InterruptedException e) {
            assertThat(e).hasMessageContaining("Broken pipe");
          }
        });
  }
}
