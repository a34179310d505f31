package dev.berth.compose;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory: {@code 512m}, {@code 1.5GiB}, {@code 1024}. */
final class Sizes {
  private static final Pattern SIZE =
      Pattern.compile("\\+?((?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d{1,2})?) ?(?:([kmgtp])(b|ib)?|b)?");
  private static final String UNITS = "kmgtp";

  private Sizes() {}

  static long bytes(String text) throws RefusedException {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (text.length() > 40 || !size.matches()) {
      throw new RefusedException(
          "must be an amount of memory such as 512m or 1g, was `" + Trees.shortened(text) + "`");
    }
    String digits = size.group(1);
    BigDecimal number = new BigDecimal("0" + digits);
    int power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
    return number.multiply(BigDecimal.valueOf(1L << (10 * power))).longValue();
  }
}
