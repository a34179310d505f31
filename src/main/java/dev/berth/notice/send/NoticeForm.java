package dev.berth.notice.send;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a target understands. */
public enum NoticeForm {
  WEBHOOK("http", "https"),
  SLACK("http", "https"),
  MATRIX("http", "https"),
  NTFY("http", "https"),
  EMAIL("smtp", "smtps");

  private final String plain;
  private final String sealed;

  NoticeForm(String plain, String sealed) {
    this.plain = plain;
    this.sealed = sealed;
  }

  /** Of addresses that it can be sent to; the second is the one that is always sealed. */
  public List<String> schemes() {
    return List.of(plain, sealed);
  }

  /** As settings and answers spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<NoticeForm> of(String text) {
    return Arrays.stream(values()).filter(form -> form.text().equals(text)).findFirst();
  }
}
