package dev.berth.kube;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of Protocol Buffers as two messages need: kubectl asks what it may do in them, and makes
 * secrets, whatever the server says it can read. Of numbers there is the lowest byte.
 */
final class Protobuf {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int LENGTH_DELIMITED = 2;
  private static final int RAW = 2;

  private Protobuf() {}

  static boolean is(byte[] bytes) {
    return bytes.length > MAGIC.length
        && ByteBuffer.wrap(bytes, 0, 4).equals(ByteBuffer.wrap(MAGIC));
  }

  /** The message within the envelope that Kubernetes puts round all of them. */
  static byte[] message(byte[] bytes) {
    byte[] unknown = java.util.Arrays.copyOfRange(bytes, MAGIC.length, bytes.length);
    return fields(unknown).getOrDefault(RAW, new byte[0]);
  }

  static String text(Map<Integer, byte[]> fields, int number) {
    return new String(fields.getOrDefault(number, new byte[0]), StandardCharsets.UTF_8);
  }

  /** Of each number the last one. */
  static Map<Integer, byte[]> fields(byte[] bytes) {
    Map<Integer, byte[]> last = new HashMap<>();
    all(bytes).forEach((number, contents) -> last.put(number, contents.getLast()));
    return last;
  }

  /** A map: of each entry the first field is the key and the second the value. */
  static Map<String, byte[]> map(byte[] bytes, int number) {
    Map<String, byte[]> map = new LinkedHashMap<>();
    for (byte[] content : all(bytes).getOrDefault(number, List.of())) {
      Map<Integer, byte[]> entry = fields(content);
      map.put(text(entry, 1), entry.getOrDefault(2, new byte[0]));
    }
    return map;
  }

  private static Map<Integer, List<byte[]>> all(byte[] bytes) {
    Map<Integer, List<byte[]>> fields = new HashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      while (rest.hasRemaining()) {
        int tag = (int) varint(rest);
        switch (tag & 7) {
          case 0 -> add(fields, tag >>> 3, new byte[] {(byte) varint(rest)});
          case 1 -> rest.position(rest.position() + Long.BYTES);
          case LENGTH_DELIMITED -> {
            byte[] content = new byte[Math.min((int) varint(rest), rest.remaining())];
            rest.get(content);
            add(fields, tag >>> 3, content);
          }
          default -> rest.position(rest.position() + Integer.BYTES);
        }
      }
    } catch (RuntimeException e) {
      throw KubeException.bad("the body is no message of Protocol Buffers");
    }
    return fields;
  }

  private static void add(Map<Integer, List<byte[]>> fields, int number, byte[] content) {
    fields.computeIfAbsent(number, n -> new ArrayList<>()).add(content);
  }

  private static long varint(ByteBuffer rest) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = rest.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
