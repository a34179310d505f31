package dev.berth.compose;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plain scalar means: YAML 1.2, and where the reference implementation still reads older
 * forms (octal {@code 0644}, {@code 1_000}), those too. {@code no}, {@code 22:22} and what is too
 * large for a number ({@code 1e400}) are texts.
 */
final class Scalars {
  private static final String CORE = "tag:yaml.org,2002:";
  private static final Map<String, Object> WORDS =
      Map.ofEntries(
          Map.entry("", Nothing.NULL),
          Map.entry("~", Nothing.NULL),
          Map.entry("null", Nothing.NULL),
          Map.entry("Null", Nothing.NULL),
          Map.entry("NULL", Nothing.NULL),
          Map.entry("true", true),
          Map.entry("True", true),
          Map.entry("TRUE", true),
          Map.entry("false", false),
          Map.entry("False", false),
          Map.entry("FALSE", false),
          Map.entry(".nan", Double.NaN),
          Map.entry(".NaN", Double.NaN),
          Map.entry(".inf", Double.POSITIVE_INFINITY),
          Map.entry("+.inf", Double.POSITIVE_INFINITY),
          Map.entry("-.inf", Double.NEGATIVE_INFINITY));
  private static final Pattern WHOLE =
      Pattern.compile("([-+]?)(0[xX]|0[oO]|0[bB]|0(?=[0-7]+$))?([0-9a-fA-F]+)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[Tt"
              + " ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)(Z|[-+]\\d\\d:\\d\\d)?)?");

  private Scalars() {}

  /** The value, or nothing where an explicit tag does not fit it. */
  static Optional<Object> value(YamlNode.Scalar node) {
    String tag = node.tag.startsWith(CORE) ? node.tag.substring(CORE.length()) : node.tag;
    return switch (tag) {
      case "" -> Optional.of(node.plain ? plain(node.value) : node.value);
      case "int" -> Optional.of(plain(node.value)).filter(Scalars::isWhole);
      case "float" ->
          Optional.of(plain(node.value))
              .filter(Number.class::isInstance)
              .map(n -> ((Number) n).doubleValue());
      case "bool" -> Optional.of(plain(node.value)).filter(Boolean.class::isInstance);
      case "null" -> Optional.of(plain(node.value)).filter(Nothing.class::isInstance);
      case "binary" -> decoded(node.value);
      default -> Optional.of(node.value);
    };
  }

  /** The text that stands there in Base64. */
  private static Optional<Object> decoded(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  private static Object plain(String text) {
    Object word = WORDS.get(text);
    if (word != null) {
      return word;
    }
    char first = text.charAt(0);
    if (!Character.isDigit(first) && "+-.".indexOf(first) < 0) {
      return text;
    }
    return date(text).or(() -> number(text.replace("_", ""))).orElse(text);
  }

  /** A date, with or without a time, is a point in time to the reference, and prints as one. */
  private static Optional<Object> date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return Optional.empty();
    }
    String time = date.group(4) == null ? "00:00:00" : date.group(4);
    String zone = date.group(5) == null ? "Z" : date.group(5);
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(date.group(1)),
              Integer.parseInt(date.group(2)),
              Integer.parseInt(date.group(3)));
      return Optional.of(OffsetDateTime.of(day, LocalTime.parse(time), ZoneOffset.of(zone)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> number(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (whole.matches()) {
      Optional<Object> found = whole(whole);
      if (found.isPresent()) {
        return found;
      }
    }
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Double.valueOf(text)).filter(Double::isFinite).map(Object.class::cast)
        : Optional.empty();
  }

  private static Optional<Object> whole(Matcher found) {
    String prefix = found.group(2) == null ? "" : found.group(2).toLowerCase(java.util.Locale.ROOT);
    int radix =
        switch (prefix) {
          case "0x" -> 16;
          case "0o", "0" -> 8;
          case "0b" -> 2;
          default -> 10;
        };
    String digits = found.group(3);
    boolean tooLong = digits.length() > 64;
    if (tooLong || (radix == 10 && digits.length() > 1 && digits.startsWith("0"))) {
      return Optional.empty();
    }
    try {
      BigInteger number = new BigInteger(found.group(1).replace("+", "") + digits, radix);
      if (number.bitLength() <= 63) {
        return Optional.of(number.longValue());
      }
      return number.signum() > 0 && number.bitLength() == 64
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
