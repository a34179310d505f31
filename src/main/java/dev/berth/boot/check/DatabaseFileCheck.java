package dev.berth.boot.check;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file of a database, looked at before H2 opens it: of one that was cut off H2 takes an older
 * state, or none at all, without a word, and writes over what is left of the newer.
 */
record DatabaseFileCheck(Path path) {
  /** How a file of H2 begins; the same stands again one block later (H2, {@code FileStore}). */
  private static final String HEADER = "H:2,";

  private static final String CHUNK = "chunk:";
  private static final int BLOCK = 4096;

  /** Longer than either header. */
  private static final int HEAD = 1024;

  /** Whether the newest part that its header names is there in full. */
  boolean isWhole() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      Optional<Map<String, String>> first = header(file, 0);
      Optional<Map<String, String>> second = header(file, BLOCK);
      if (first.isEmpty() || second.isEmpty()) {
        return first.or(() -> second).map(one -> holds(file, one)).orElse(false);
      }
      boolean isFirst = number(first.get(), "version") >= number(second.get(), "version");
      return holds(file, (isFirst ? first : second).get());
    }
  }

  /**
   * Whether a part of that version is there, or a newer one: where Berth was killed, the header may
   * be older than what stands in place of its part by now. The header of a new file names none
   * until some twenty are written; H2 finds those by the end of the file.
   */
  private static boolean holds(RandomAccessFile file, Map<String, String> header) {
    if (!header.containsKey("chunk")) {
      return true;
    }
    long version = number(header, "version");
    try {
      if (isChunk(file, number(header, "block") * BLOCK, version)) {
        return true;
      }
      for (long at = 2 * BLOCK; at < file.length(); at += BLOCK) {
        if (isChunk(file, at, version)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a damaged number leads to is none. */
  private static boolean isChunk(RandomAccessFile file, long at, long oldest) throws IOException {
    String head = at < 0 ? "" : text(file, at);
    Map<String, String> chunk = fields(head);
    return head.startsWith(CHUNK)
        && number(chunk, "version") >= oldest
        && at + Math.max(1, number(chunk, "len")) * BLOCK <= file.length();
  }

  private static Optional<Map<String, String>> header(RandomAccessFile file, long at)
      throws IOException {
    return Optional.of(text(file, at))
        .filter(head -> head.startsWith(HEADER))
        .map(DatabaseFileCheck::fields);
  }

  private static String text(RandomAccessFile file, long at) throws IOException {
    byte[] head = new byte[HEAD];
    file.seek(at);
    int read = Math.max(0, file.read(head));
    return new String(Arrays.copyOf(head, read), StandardCharsets.ISO_8859_1);
  }

  /** {@code name:value} pairs between commas; numbers are hexadecimal. */
  private static Map<String, String> fields(String head) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : head.lines().findFirst().orElse("").split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon > 0) {
        fields.put(pair.substring(0, colon), pair.substring(colon + 1));
      }
    }
    return fields;
  }

  private static long number(Map<String, String> fields, String name) {
    try {
      return Long.parseLong(fields.getOrDefault(name, "0"), 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
