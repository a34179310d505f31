package dev.berth.images;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares tags that are semantic versions. */
final class Versions {
  private static final Pattern VERSION =
      Pattern.compile("(?<v>v?)(?<numbers>\\d+(?:\\.\\d+){0,2})(?<suffix>-[0-9A-Za-z.-]+)?");
  private static final Pattern PRERELEASE =
      Pattern.compile("-(?:alpha|beta|rc|pre|preview|snapshot|dev|nightly|canary|m)[.\\d-]*.*");

  private Versions() {}

  /** A tag taken apart. */
  private record Version(String tag, String shape, List<BigInteger> numbers) {
    static Optional<Version> of(String tag) {
      Matcher parts = VERSION.matcher(tag);
      if (!parts.matches()) {
        return Optional.empty();
      }
      List<BigInteger> numbers = new ArrayList<>();
      for (String number : parts.group("numbers").split("\\.", -1)) {
        numbers.add(new BigInteger(number));
      }
      String suffix = parts.group("suffix") == null ? "" : parts.group("suffix");
      return Optional.of(
          new Version(tag, parts.group("v") + numbers.size() + suffix, List.copyOf(numbers)));
    }
  }

  private static int compare(Version one, Version other) {
    for (int i = 0; i < one.numbers().size(); i++) {
      int order = one.numbers().get(i).compareTo(other.numbers().get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /**
   * The highest version above a tag among those of its shape: as many numbers, the same letters
   * round them ({@code v}, {@code -slim}). Shapes of early versions ({@code -rc1}) are no step up.
   */
  static Optional<String> newest(String tag, List<String> tags) {
    Optional<Version> now = Version.of(tag);
    if (now.isEmpty()
        || PRERELEASE.matcher(now.get().shape().replaceFirst("^v?\\d", "")).matches()) {
      return Optional.empty();
    }
    return tags.stream()
        .flatMap(other -> Version.of(other).stream())
        .filter(other -> other.shape().equals(now.get().shape()))
        .filter(other -> compare(other, now.get()) > 0)
        .max(Versions::order)
        .map(Version::tag);
  }

  private static int order(Version one, Version other) {
    int order = compare(one, other);
    return order != 0 ? order : Comparator.<String>naturalOrder().compare(one.tag(), other.tag());
  }
}
