package dev.berth.notice;

import dev.berth.spec.validation.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What one target wants to hear, and when.
 *
 * @param apps by their labels
 * @param fold how long is waited for more after the first line, so that many are one notice
 */
public record NoticeRules(
    Set<NoticeKind> on, LabelSelector apps, Duration fold, Optional<QuietHours> quiet) {
  public NoticeRules {
    on = Set.copyOf(on);
  }

  /** When something that could be told at a moment is. */
  Instant from(Instant moment) {
    return quiet.map(hours -> hours.after(moment)).orElse(moment);
  }
}
