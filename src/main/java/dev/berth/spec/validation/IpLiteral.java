package dev.berth.spec.validation;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of the Internet Protocol as they are written: no name, no port, no zone, no prefix. */
final class IpLiteral {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int GROUPS = 8;

  private IpLiteral() {}

  static boolean isOne(String text) {
    return isV4(text) || isV6(text);
  }

  static boolean isV4(String text) {
    return V4.matcher(text).matches();
  }

  /**
   * RFC 4291, section 2.2: eight groups; zeros left out once; the last two as version 4 has them.
   */
  static boolean isV6(String text) {
    int tail = text.lastIndexOf(':') + 1;
    String groups = tail > 0 && isV4(text.substring(tail)) ? text.substring(0, tail) + "0:0" : text;
    String[] halves = groups.split("::", -1);
    if (halves.length > 2) {
      return false;
    }
    int count = 0;
    for (String half : halves) {
      String[] parts = half.split(":", -1);
      boolean isLeftOut = half.isEmpty() && halves.length == 2;
      if (!isLeftOut && !Stream.of(parts).allMatch(part -> GROUP.matcher(part).matches())) {
        return false;
      }
      count += isLeftOut ? 0 : parts.length;
    }
    return halves.length == 2 ? count < GROUPS : count == GROUPS;
  }
}
