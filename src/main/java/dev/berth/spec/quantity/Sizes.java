package dev.berth.spec.quantity;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of memory: {@code 512m}, {@code 1.5GiB}, {@code .5g}, {@code 1024}. Read as Docker's
 * go-units does ({@code RAMInBytes}): all units are powers of 1024.
 */
public final class Sizes {
  private static final Pattern SIZE =
      Pattern.compile(
          "(?<number>[-+]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:e[-+]?\\d{1,4})?) ?"
              + "(?:(?<unit>[kmgtp])(?:b|ib)?|b)?",
          Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgtp";
  private static final int LONGEST = 100;

  private Sizes() {}

  /** Bytes; nothing for what is no size, is less than none or more than can be counted. */
  public static OptionalLong bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (text.length() > LONGEST || !size.matches()) {
      return OptionalLong.empty();
    }
    String unit = size.group("unit");
    int power = unit == null ? 0 : UNITS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1;
    double bytes = Double.parseDouble(size.group("number")) * (1L << (10 * power));
    return bytes >= 0 && bytes < 0x1p63 ? OptionalLong.of((long) bytes) : OptionalLong.empty();
  }
}
