package dev.berth.image.context;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of a context that arrives, one behind the other on disk until all are there: memory
 * holds where they lie, never what is in them.
 */
final class DiskBuffer implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final OutputStream out;
  private final long limit;
  private long written;

  /** Where a file lies in the spool. */
  record Region(Path file, long offset, long size) {
    void copy(OutputStream to) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        InputStream in = Channels.newInputStream(channel.position(offset));
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = size;
        while (left > 0) {
          int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (read < 0) {
            throw new IOException(file + " was cut off");
          }
          to.write(buffer, 0, read);
          left -= read;
        }
      }
    }
  }

  /**
   * Opens one in a folder.
   *
   * @param limit bytes that it takes before it refuses
   */
  DiskBuffer(Path folder, long limit) throws IOException {
    this.file = Files.createTempFile(folder, "draft-", ".spool");
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    this.limit = limit;
  }

  /**
   * Takes a stream to its end.
   *
   * @throws IOException if the stream cannot be read
   * @throws UncheckedIOException if the disk does not take what comes
   */
  Region take(InputStream in) throws IOException, ContextException {
    long offset = written;
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      written += read;
      if (written > limit) {
        throw ContextException.tooBig(limit);
      }
      write(buffer, read);
    }
    return new Region(file, offset, written - offset);
  }

  private void write(byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException("write to " + file, e);
    }
  }

  /** Nothing more comes; what is there can be read. */
  void seal() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
