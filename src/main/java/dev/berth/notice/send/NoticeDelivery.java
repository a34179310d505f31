package dev.berth.notice.send;

import dev.berth.notice.Notice;
import dev.berth.notice.NoticeResult;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One try to bring a notice to a target: whatever goes wrong is a result, and names no secret. */
record NoticeDelivery(NoticeTarget target, NoticeSender sender, InstantSource clock) {
  private static final int LONGEST = 500;

  NoticeResult send(Notice notice) throws InterruptedException {
    try {
      NoticeSender.Said said = sender.send(NoticeSender.text(target, notice));
      return result(said.isTaken(), said.code(), said.text());
    } catch (IOException | RuntimeException e) {
      String words = e.getMessage() == null ? "" : ": " + e.getMessage();
      return result(false, Optional.empty(), e.getClass().getSimpleName() + words);
    }
  }

  private NoticeResult result(boolean isTaken, Optional<Integer> code, String words) {
    String shown = hidden(words).replaceAll("\\p{Cntrl}+", " ").strip();
    String said = shown.length() > LONGEST ? shown.substring(0, LONGEST - 1) + "…" : shown;
    return new NoticeResult(clock.instant(), isTaken, code, said);
  }

  /** Some services repeat what they were sent. */
  private String hidden(String words) {
    List<String> secrets;
    try {
      secrets = target.address().secrets();
    } catch (IOException | IllegalArgumentException e) {
      return "a file with its address or its secret cannot be read, or has no address";
    }
    String left = words;
    for (String secret : longestFirst(secrets)) {
      left = left.replace(secret, "…");
    }
    return left;
  }

  private static List<String> longestFirst(List<String> secrets) {
    return secrets.stream()
        .filter(secret -> !secret.isEmpty())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }
}
