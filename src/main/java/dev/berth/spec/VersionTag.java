package dev.berth.spec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of an image that is a version: {@code 1}, {@code 1.2}, {@code v1.2.3}, {@code
 * 1.2.3-alpine}.
 *
 * @param shape what tags must share to be compared: as many numbers, the same letters round them
 * @param numbers one to three, the heaviest first
 * @param isEarly whether it came before its version: {@code -rc1}, {@code -beta}
 */
public record VersionTag(String tag, String shape, List<BigInteger> numbers, boolean isEarly)
    implements Comparable<VersionTag> {
  /** No tag of a registry is longer; one that says so would take seconds to be read. */
  private static final int LONGEST = 128;

  private static final Pattern VERSION =
      Pattern.compile("(?<v>v?)(?<numbers>\\d+(?:\\.\\d+){0,2})(?<suffix>-[0-9A-Za-z._-]+)?");

  /** Words for early versions; {@code m} is a milestone only with a number behind it. */
  private static final Pattern EARLY =
      Pattern.compile(
          "-(?:(?:alpha|beta|rc|pre|preview|snapshot|dev|nightly|canary)|m\\.?\\d).*",
          Pattern.CASE_INSENSITIVE);

  public VersionTag {
    numbers = List.copyOf(numbers);
  }

  /** Reads a tag; empty if it is no version. */
  public static Optional<VersionTag> of(String tag) {
    Matcher parts = VERSION.matcher(tag);
    if (tag.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    List<BigInteger> numbers =
        Arrays.stream(parts.group("numbers").split("\\.", -1)).map(BigInteger::new).toList();
    String suffix = parts.group("suffix") == null ? "" : parts.group("suffix");
    String shape = parts.group("v") + numbers.size() + suffix;
    return Optional.of(new VersionTag(tag, shape, numbers, EARLY.matcher(suffix).matches()));
  }

  /** The tag of a reference that newer versions can be told from; empty if it has none such. */
  public static Optional<VersionTag> ofReference(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/')
        ? of(name.substring(colon + 1)).filter(version -> !version.isEarly())
        : Optional.empty();
  }

  /** By numbers, then by text. */
  @Override
  public int compareTo(VersionTag other) {
    for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
      int order = numbers.get(i).compareTo(other.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    return tag.compareTo(other.tag);
  }
}
