package dev.berth.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When nothing is told, each day; what happens then is told at the end.
 *
 * @param until on the next day where it is not after {@code from}
 */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {
  private static final Pattern FORM = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  /** Of {@code 22:00-07:00}; empty if it is no such. */
  public static Optional<QuietHours> of(String text, ZoneId zone) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalTime from = LocalTime.parse(matcher.group(1));
      LocalTime until = LocalTime.parse(matcher.group(2));
      return from.equals(until) ? Optional.empty() : Optional.of(new QuietHours(from, until, zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The first moment from then on at which something may be told. */
  Instant after(Instant at) {
    ZonedDateTime here = at.atZone(zone);
    if (!isQuiet(here.toLocalTime())) {
      return at;
    }
    ZonedDateTime end = here.with(until);
    return (end.isAfter(here) ? end : here.plusDays(1).with(until)).toInstant();
  }

  private boolean isQuiet(LocalTime time) {
    return from.isBefore(until)
        ? !time.isBefore(from) && time.isBefore(until)
        : !time.isBefore(from) || time.isBefore(until);
  }

  /** As it is set. */
  public String text() {
    return from + "-" + until;
  }
}
