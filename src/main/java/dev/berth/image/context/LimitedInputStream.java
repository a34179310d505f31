package dev.berth.image.context;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that breaks off when more comes than is allowed, and remembers whether it broke: who
 * reads it through a decoder can tell a broken connection from broken content.
 */
final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long left;
  private boolean isBroken;

  /** More came than is allowed. */
  static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1;
    private final long limit;

    Exceeded(long limit) {
      super("more than " + limit + " bytes");
      this.limit = limit;
    }

    long limit() {
      return limit;
    }
  }

  LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = in.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    } catch (IOException e) {
      isBroken = true;
      throw e;
    }
  }

  long limit() {
    return limit;
  }

  /** Whether reading failed, or more came than is allowed. */
  boolean isBroken() {
    return isBroken;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new Exceeded(limit);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
