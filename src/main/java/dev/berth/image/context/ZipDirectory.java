package dev.berth.image.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The directory at the end of a zip. The library keeps an object for each of its entries, however
 * many: here they are counted first, by their marks, for the number that it names may be a lie.
 */
final class ZipDirectory {
  /** As many as a zip has without its later extension; whoever has more sends a tar. */
  static final int MOST_ENTRIES = 65_535;

  private static final long LONGEST = 16 << 20;
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int OFFSET = 16;
  private static final long IN_EXTENSION = 0xffff_ffffL;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_OFFSET = 8;
  private static final int EXTENSION_OFFSET = 48;
  private static final int ENTRY = 0x02014b50;

  private ZipDirectory() {}

  static void check(Path zip) throws IOException, ContextException {
    try (FileChannel file = FileChannel.open(zip)) {
      long start = start(file);
      if (start < 0 || start > file.size()) {
        return; // No zip: reading it says so.
      }
      if (file.size() - start > LONGEST) {
        throw tooMany();
      }
      ByteBuffer directory = file.map(FileChannel.MapMode.READ_ONLY, start, file.size() - start);
      if (entries(directory.order(ByteOrder.LITTLE_ENDIAN)) > MOST_ENTRIES) {
        throw tooMany();
      }
    }
  }

  private static ContextException tooMany() {
    return new ContextException(
        "a zip may have " + MOST_ENTRIES + " entries; send a tar, which may have more");
  }

  private static int entries(ByteBuffer directory) {
    int entries = 0;
    for (int at = 0; at + Integer.BYTES <= directory.limit(); at++) {
      if (directory.getInt(at) == ENTRY) {
        entries++;
      }
    }
    return entries;
  }

  /** Where it begins; negative if there is none. */
  private static long start(FileChannel file) throws IOException {
    long from = Math.max(0, file.size() - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES);
    ByteBuffer tail =
        file.map(FileChannel.MapMode.READ_ONLY, from, file.size() - from)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        long start = Integer.toUnsignedLong(tail.getInt(at + OFFSET));
        return start == IN_EXTENSION && at >= LOCATOR_BYTES ? extended(file, tail, at) : start;
      }
    }
    return -1;
  }

  private static long extended(FileChannel file, ByteBuffer tail, int end) throws IOException {
    long at = tail.getLong(end - LOCATOR_BYTES + LOCATOR_OFFSET);
    if (at < 0 || at > file.size() - EXTENSION_OFFSET - Long.BYTES) {
      return -1;
    }
    ByteBuffer offset = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int unused = file.read(offset, at + EXTENSION_OFFSET);
    return offset.getLong(0);
  }
}
