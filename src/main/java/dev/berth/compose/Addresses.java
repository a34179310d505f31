package dev.berth.compose;

import java.util.regex.Pattern;

/** Tells IP addresses from other texts, without asking any name service. */
final class Addresses {
  private static final String PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile("(" + PART + "\\.){3}" + PART);
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private Addresses() {}

  static boolean isAddress(String text) {
    return V4.matcher(text).matches() || isV6(text);
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    if (gap < 0) {
      return groups(text) == 8;
    }
    int before = groups(text.substring(0, gap));
    int after = groups(text.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /** How many groups of 16 bits, or a negative number where one is none. */
  private static int groups(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int groups = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isTail = i == parts.length - 1 && V4.matcher(parts[i]).matches();
      if (!isTail && !GROUP.matcher(parts[i]).matches()) {
        return -100;
      }
      groups += isTail ? 2 : 1;
    }
    return groups;
  }
}
