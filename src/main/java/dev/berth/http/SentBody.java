package dev.berth.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a request as it is received: bounded in bytes and in time, whatever the door. */
public final class SentBody {
  /** The contract's bound for all bodies but build contexts. */
  public static final int MOST_BYTES = 1 << 20;

  /** From the first byte of a body to its last. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private SentBody() {}

  /** A client that sends a byte now and then must not hold its place for ever. */
  public static final class Late extends IOException {
    private static final long serialVersionUID = 1;

    Late() {
      super("the body took longer than " + LONGEST.toSeconds() + " s");
    }
  }

  /**
   * Reads to the end, or until more has come than may.
   *
   * @return more than {@link #MOST_BYTES} bytes if the body is longer
   * @throws Late if it takes longer than a minute
   */
  public static byte[] received(InputStream body) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int count = body.read(buffer);
    while (count >= 0 && received.size() <= MOST_BYTES) {
      received.write(buffer, 0, count);
      if (System.nanoTime() > deadline) {
        throw new Late();
      }
      count = body.read(buffer);
    }
    return received.toByteArray();
  }
}
