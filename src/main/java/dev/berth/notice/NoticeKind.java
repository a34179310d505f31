package dev.berth.notice;

import java.util.Arrays;
import java.util.Optional;

/** What people are told of. The words are part of the contract and stay. */
public enum NoticeKind {
  FAILED("Failed"),
  DEGRADED("Degraded"),
  STALLED("Stalled"),
  DRIFTED("Drifted"),
  ROLLED_BACK("RolledBack"),
  RECOVERED("Recovered");

  private final String text;

  NoticeKind(String text) {
    this.text = text;
  }

  /** As settings and answers spell it. */
  public String text() {
    return text;
  }

  public static Optional<NoticeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equalsIgnoreCase(text)).findFirst();
  }
}
