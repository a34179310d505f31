package dev.berth.compose;

import java.math.BigDecimal;

/** How Go prints numbers: what ends in a container's environment looks as Docker Compose has it. */
final class Numbers {
  private Numbers() {}

  /** As in a text: {@code 1e+06} from a million with a fraction, whole numbers as they are. */
  static String text(Number number) {
    return number instanceof Double || number instanceof Float
        ? decimal(number, -4, 21, 6)
        : number.toString();
  }

  /** As in JSON. */
  static String json(Number number) {
    return number instanceof Double || number instanceof Float
        ? decimal(number, -6, 21, 21)
        : number.toString();
  }

  /** Any scalar as a text. */
  static String text(Object value) {
    return value instanceof Number number ? text(number) : String.valueOf(value);
  }

  private static String decimal(Number number, int least, int most, int limit) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0";
    }
    // Java's shortest digits that mean the same number, of the same width.
    BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= least && exponent < Math.min(most, limit)) {
      return exact.toPlainString();
    }
    return scientific(exact, exponent);
  }

  private static String scientific(BigDecimal exact, int exponent) {
    String digits = exact.unscaledValue().abs().toString();
    String sign = exact.signum() < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
  }
}
