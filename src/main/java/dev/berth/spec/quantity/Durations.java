package dev.berth.spec.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time: {@code 1m30s}, {@code 500ms}, {@code 1.5h}. Read and printed as Go's {@code
 * time.ParseDuration} does, and with the days and weeks that Compose adds: {@code 2w3d}.
 */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d*+)(?:\\.(\\d*+))?([^\\d.]++)");
  private static final int LONGEST = 200;
  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("ns", 1L),
          Map.entry("us", MICRO),
          Map.entry("µs", MICRO),
          Map.entry("μs", MICRO),
          Map.entry("ms", MILLI),
          Map.entry("s", SECOND),
          Map.entry("m", 60 * SECOND),
          Map.entry("h", HOUR),
          Map.entry("d", 24 * HOUR),
          Map.entry("w", 7 * 24 * HOUR));

  private Durations() {}

  /** A duration that is not negative; nothing for what is none. */
  public static Optional<Duration> parse(String text) {
    OptionalLong nanos = nanos(text);
    return nanos.isPresent() && nanos.getAsLong() >= 0
        ? Optional.of(Duration.ofNanos(nanos.getAsLong()))
        : Optional.empty();
  }

  /** Nanoseconds, also less than none; nothing for what is no duration, or more than 292 years. */
  public static OptionalLong nanos(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return OptionalLong.of(0);
    }
    if (rest.isEmpty() || rest.length() > LONGEST) {
      return OptionalLong.empty();
    }
    Optional<BigInteger> sum = sum(rest).map(all -> text.startsWith("-") ? all.negate() : all);
    return sum.isPresent() && sum.get().bitLength() < Long.SIZE
        ? OptionalLong.of(sum.get().longValue())
        : OptionalLong.empty();
  }

  private static Optional<BigInteger> sum(String text) {
    Matcher part = PART.matcher(text);
    BigInteger sum = BigInteger.ZERO;
    int at = 0;
    while (at < text.length()) {
      Long unit = part.find(at) && part.start() == at ? UNITS.get(part.group(3)) : null;
      if (unit == null) {
        return Optional.empty();
      }
      String fraction = fraction(part.group(2));
      if (part.group(1).isEmpty() && fraction.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(new BigInteger("0" + part.group(1)).multiply(BigInteger.valueOf(unit)));
      sum = sum.add(BigInteger.valueOf(below(fraction, unit)));
      at = part.end();
    }
    return Optional.of(sum);
  }

  private static String fraction(@Nullable String digits) {
    return digits == null ? "" : digits;
  }

  /** Go reckons what stands behind the point in floating point, with as many digits as fit. */
  private static long below(String digits, long unit) {
    long fraction = 0;
    double scale = 1;
    for (int i = 0; i < digits.length() && fraction <= (Long.MAX_VALUE - 9) / 10; i++) {
      fraction = fraction * 10 + (digits.charAt(i) - '0');
      scale *= 10;
    }
    return (long) (fraction * (unit / scale));
  }

  /** As Go prints it: {@code 1m30s}, {@code 1.5ms}. */
  public static String text(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long left = Math.abs(nanos);
    if (left < SECOND) {
      return sign + small(left);
    }
    long hours = left / HOUR;
    long minutes = left / (60 * SECOND) % 60;
    String seconds = decimal(left % (60 * SECOND), SECOND) + "s";
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + seconds;
    }
    return sign + (minutes > 0 ? minutes + "m" : "") + seconds;
  }

  private static String small(long nanos) {
    if (nanos < MICRO) {
      return nanos + "ns";
    }
    return nanos < MILLI ? decimal(nanos, MICRO) + "µs" : decimal(nanos, MILLI) + "ms";
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
