package dev.berth.lead;

/**
 * Which of two versions is the newer one, by their numbers; what follows a number is passed over.
 */
final class VersionOrder {
  private VersionOrder() {}

  static boolean isNewer(String one, String other) {
    String[] left = one.split("[._-]", -1);
    String[] right = other.split("[._-]", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Long.compare(number(left, i), number(right, i));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static long number(String[] parts, int i) {
    return i < parts.length && parts[i].matches("\\d{1,9}") ? Long.parseLong(parts[i]) : 0;
  }
}
