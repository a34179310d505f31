package dev.berth.image.context;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * A tar that somebody sent. The library reads long names and extended headers into memory, however
 * long they say they are: here they are bounded before they are read. What comes behind the end is
 * bounded, too.
 */
final class TarReader extends TarArchiveInputStream {
  private static final int LONGEST_HEADERS = 1 << 16;

  /** Before one entry: of all, of its own, a long name and a long link, with room to spare. */
  private static final int MOST_HEADERS = 8;

  /** Programs fill up to a block of theirs, 10 KiB most often. */
  private static final int LONGEST_TAIL = 1 << 20;

  private static final int TYPE = 156;
  private static final int SIZE = 124;
  private static final int SIZE_BYTES = 12;

  private final InputStream source;
  private int headers;
  private boolean isWhole;

  TarReader(InputStream source) {
    super(source, "UTF-8");
    this.source = source;
  }

  @Override
  protected byte[] readRecord() throws IOException {
    byte @Nullable [] record = super.readRecord();
    if (record != null) {
      check(record);
    }
    return record;
  }

  private void check(byte[] record) throws IOException {
    switch (record[TYPE]) {
      case 'x', 'X', 'g' -> check(record, LONGEST_HEADERS, "extended headers");
      case 'L', 'K' -> check(record, ContextPaths.LONGEST + 1, "a name");
      default -> headers = 0;
    }
  }

  private void check(byte[] record, int longest, String what) throws IOException {
    headers++;
    if (headers > MOST_HEADERS) {
      throw new IOException("an entry has more than " + MOST_HEADERS + " headers");
    }
    if (TarUtils.parseOctalOrBinary(record, SIZE, SIZE_BYTES) > longest) {
      throw new IOException("an entry has " + what + " of more than " + longest + " bytes");
    }
  }

  /** Remembers whether there was an end marker: without it, something may be missing. */
  @Override
  protected boolean isEOFRecord(byte @Nullable [] block) {
    boolean isEnd = super.isEOFRecord(block);
    isWhole |= isEnd && block != null;
    return isEnd;
  }

  /** Whether it had its end marker. */
  boolean isWhole() {
    return isWhole;
  }

  /** Reads what fills up the last block. */
  void finish() throws IOException {
    long left = LONGEST_TAIL;
    byte[] block = new byte[1 << 13];
    for (int read = source.read(block); read >= 0; read = source.read(block)) {
      left -= read;
      if (left < 0) {
        throw new IOException("it goes on for more than " + LONGEST_TAIL + " bytes after its end");
      }
    }
  }
}
