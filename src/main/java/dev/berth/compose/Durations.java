package dev.berth.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time: {@code 1m30s}, {@code 500ms}, {@code 2d}, {@code 1w}; printed as Go does. */
final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d*)(\\.\\d*)?([^\\d.]+)");
  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          SECOND,
          "m",
          60 * SECOND,
          "h",
          3600 * SECOND,
          "d",
          24 * 3600 * SECOND,
          "w",
          168 * 3600 * SECOND);

  private Durations() {}

  /** Nanoseconds. */
  static long nanos(String text) throws RefusedException {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    Matcher part = PART.matcher(rest);
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      if (!part.find(at) || part.start() != at) {
        throw refused(text);
      }
      sum = sum.add(part(part, text));
      at = part.end();
    }
    boolean fits = sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    if (rest.isEmpty() || !fits) {
      throw refused(text);
    }
    return text.startsWith("-") ? -sum.longValue() : sum.longValue();
  }

  private static BigDecimal part(Matcher part, String text) throws RefusedException {
    String digits = part.group(1) + (part.group(2) == null ? "" : part.group(2));
    Long unit = UNITS.get(part.group(3));
    if (unit == null || digits.isEmpty() || digits.equals(".") || digits.length() > 40) {
      throw refused(text);
    }
    String number = (digits.startsWith(".") ? "0" : "") + digits;
    return new BigDecimal(number.endsWith(".") ? number + "0" : number)
        .multiply(BigDecimal.valueOf(unit))
        .setScale(0, RoundingMode.DOWN);
  }

  private static RefusedException refused(String text) {
    return new RefusedException(
        "must be a duration such as 30s, 1m30s or 500ms, was `" + Trees.shortened(text) + "`");
  }

  static String text(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long left = Math.abs(nanos);
    if (left < SECOND) {
      return sign + small(left);
    }
    long hours = left / (3600 * SECOND);
    long minutes = left / (60 * SECOND) % 60;
    String seconds = decimal(left % (60 * SECOND), SECOND) + "s";
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + seconds;
    }
    return sign + (minutes > 0 ? minutes + "m" : "") + seconds;
  }

  private static String small(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000 ? decimal(nanos, 1_000) + "µs" : decimal(nanos, 1_000_000) + "ms";
  }

  private static String decimal(long value, long unit) {
    return value == 0
        ? "0"
        : new BigDecimal(value)
            .divide(BigDecimal.valueOf(unit))
            .stripTrailingZeros()
            .toPlainString();
  }
}
