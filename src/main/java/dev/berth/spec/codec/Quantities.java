package dev.berth.spec.codec;

import dev.berth.spec.quantity.Durations;
import dev.berth.spec.quantity.Sizes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Durations, sizes and processors as the Compose Specification writes them. */
public final class Quantities {
  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{1,4}");
  private static final int MOST_MODE = 07777;

  private Quantities() {}

  /** {@code 1m30s}, {@code 500ms}, {@code 1d}. */
  static Optional<Duration> duration(Node node) {
    return node.text()
        .flatMap(text -> checked(node, Durations.parse(text), "a duration such as 1m30s"));
  }

  /** {@code 64m}, {@code 1gb}, or a number of bytes. */
  static Optional<Long> bytes(Node node) {
    return node.text().flatMap(text -> checked(node, bytesOf(text), "a size such as 64m"));
  }

  private static Optional<Long> bytesOf(String text) {
    OptionalLong bytes = Sizes.bytes(text);
    return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
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

  /** Rights of a file: a text is octal, as in shells; a number is what YAML made of it. */
  static Optional<Integer> mode(Node node) {
    if (!(node.value() instanceof String text)) {
      return node.number(0, MOST_MODE).map(Long::intValue);
    }
    String digits = text.startsWith("0o") ? text.substring(2) : text;
    Optional<Integer> mode =
        OCTAL.matcher(digits).matches()
            ? Optional.of(Integer.parseInt(digits, 8))
            : Optional.empty();
    return checked(node, mode, "rights in octal such as 0400");
  }

  /** A part of a whole, 0 to 1. */
  static Optional<Double> share(Node node) {
    return node.text().flatMap(text -> checked(node, shareOf(text), "a number from 0 to 1"));
  }

  private static Optional<Double> shareOf(String text) {
    return cpusOf(text)
        .filter(billionths -> billionths <= NANOS_A_SECOND)
        .map(billionths -> BigDecimal.valueOf(billionths, 9).doubleValue());
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
