package dev.berth.spec.draft;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations, sizes and processors as the Compose Specification writes them. */
public final class Quantities {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|us|µs|ns)");
  private static final Pattern LONG_DURATION =
      Pattern.compile("(?:(?<weeks>\\d{1,4})w)?(?:(?<days>\\d{1,5})d)?(?<rest>.*)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Long> NANOS =
      Map.of(
          "h", 3_600_000_000_000L,
          "m", 60_000_000_000L,
          "s", 1_000_000_000L,
          "ms", 1_000_000L,
          "us", 1_000L,
          "µs", 1_000L,
          "ns", 1L);
  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final String UNITS = " kmgt";
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantities() {}

  /** {@code 1m30s}, {@code 500ms}. */
  static Optional<Duration> duration(Node node) {
    return node.text().flatMap(text -> checked(node, durationOf(text), "a duration such as 1m30s"));
  }

  /** {@code 12h}, and with the days and weeks that pull policies have: {@code 2w3d}. */
  static Optional<Duration> longDuration(String text) {
    Matcher parts = LONG_DURATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long days = 7 * whole(parts.group("weeks")) + whole(parts.group("days"));
    String rest = parts.group("rest");
    Optional<Duration> time = rest.isEmpty() ? Optional.of(Duration.ZERO) : durationOf(rest);
    return time.map(t -> t.plusDays(days)).filter(t -> !t.isZero());
  }

  private static long whole(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Optional<Duration> durationOf(String text) {
    if (text.length() > Node.LONGEST) {
      return Optional.empty();
    }
    Matcher part = DURATION.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      long unit = NANOS.getOrDefault(part.group(2), 0L);
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    return !text.isEmpty() && end == text.length() && nanos.compareTo(MOST) < 0
        ? Optional.of(Duration.ofNanos(nanos.longValue()))
        : Optional.empty();
  }

  /** {@code 64m}, {@code 1gb}, or a number of bytes. */
  static Optional<Long> bytes(Node node) {
    return node.text().flatMap(text -> checked(node, bytesOf(text), "a size such as 64m"));
  }

  private static Optional<Long> bytesOf(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (text.length() > Node.LONGEST || !size.matches()) {
      return Optional.empty();
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int shift = unit.isEmpty() ? 0 : 10 * UNITS.indexOf(unit.charAt(0));
    BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << shift));
    return bytes.compareTo(MOST) < 0 ? Optional.of(bytes.longValue()) : Optional.empty();
  }

  /** {@code 0.5} processors, in billionths. */
  static Optional<Long> nanoCpus(Node node) {
    return node.text().flatMap(text -> checked(node, cpusOf(text), "a number of CPUs such as 0.5"));
  }

  private static Optional<Long> cpusOf(String text) {
    if (text.length() > Node.LONGEST) {
      return Optional.empty();
    }
    try {
      BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(NANOS_A_SECOND));
      return nanos.signum() >= 0 && nanos.compareTo(MOST) < 0
          ? Optional.of(nanos.longValue())
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> checked(Node node, Optional<T> value, String wanted) {
    if (value.isEmpty()) {
      node.refuse("must be " + wanted + ", was " + node.kind());
    }
    return value;
  }

  /** A duration as {@link #duration} reads it. */
  public static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos % NANOS_A_SECOND == 0) {
      return nanos / NANOS_A_SECOND + "s";
    }
    return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos + "ns";
  }
}
