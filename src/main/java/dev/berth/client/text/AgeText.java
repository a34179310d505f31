package dev.berth.client.text;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Ages as kubectl says them ({@code 45s}, {@code 12m}, {@code 3h}, {@code 9d}), and sizes. */
public final class AgeText {
  private static final long TWO_MINUTES = 120;
  private static final long TWO_HOURS = 2 * 60;
  private static final long TWO_DAYS = 48;

  private AgeText() {}

  /** Since a time as answers have it; empty where there is none. */
  public static String since(String time, Instant now) {
    try {
      return time.isEmpty() ? "" : of(Duration.between(Instant.parse(time), now));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  static String of(Duration age) {
    if (age.toSeconds() < TWO_MINUTES) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toMinutes() < TWO_HOURS) {
      return age.toMinutes() + "m";
    }
    return age.toHours() < TWO_DAYS ? age.toHours() + "h" : age.toDays() + "d";
  }

  /** Bytes, as Docker says them. */
  public static String bytes(long count) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double size = count;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit == 0 || size >= 100
        ? Math.round(size) + " " + units[unit]
        : Math.round(size * 10) / 10.0 + " " + units[unit];
  }
}
