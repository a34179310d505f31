package dev.berth.notice;

import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one target was told, what waits to be told, and what is on its way to it. For one thread.
 *
 * <p>At most one notice is on its way. While a target does not take it, what else happens waits,
 * one line an app and matter, so a book never has more than a few lines for each app.
 */
public final class NoticeBook {
  /** Longer than that nobody is told of the past. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final String HEALTH = "/health";

  private final NoticeRules rules;
  private final NoticeMemory memory;

  /** From what was kept. */
  public NoticeBook(NoticeRules rules, NoticeMemory memory) {
    this.rules = rules;
    this.memory = memory;
  }

  /** What has to be kept. */
  public NoticeMemory memory() {
    return memory;
  }

  /**
   * An app is so now, or gone.
   *
   * @return whether anything is to be kept
   */
  public boolean hear(
      String app, Map<String, String> labels, Optional<AppStatus> status, Instant now) {
    String key = app + HEALTH;
    if (status.isEmpty() || NoticeLines.isOver(status.get())) {
      boolean isKnown = memory.told.remove(key) != null;
      return memory.waiting.keySet().removeIf(waits -> waits.startsWith(app + "/")) || isKnown;
    }
    Optional<NoticeLine> trouble =
        NoticeLines.health(app, status.get(), now).stream()
            .filter(line -> rules.on().contains(line.kind()) && rules.apps().matches(labels))
            .findFirst();
    @Nullable NoticeLine before = memory.told.get(key);
    if (trouble.isPresent()) {
      boolean isNew = before == null || before.kind() != trouble.get().kind();
      return isNew && add(key, trouble.get(), now);
    }
    if (before == null || !status.get().isReady()) {
      return false;
    }
    memory.told.remove(key);
    if (rules.on().contains(NoticeKind.RECOVERED)) {
      wait(key, NoticeLines.recovered(before, status.get(), now), now);
    }
    return true;
  }

  /** Something happened; that it has been read is kept in any case. */
  public void hear(AppEvent event, Map<String, String> labels, Instant now) {
    memory.position = Math.max(memory.position, event.version());
    memory.told.values().removeIf(line -> isPast(line, now));
    NoticeLines.of(event)
        .filter(line -> rules.on().contains(line.kind()) && rules.apps().matches(labels))
        .filter(line -> line.time().plus(KEPT).isAfter(now))
        .ifPresent(line -> {
          String key = line.app() + "/" + line.kind().text() + " " + line.message().hashCode();
          if (!memory.told.containsKey(key)) {
            add(key, line, now);
          }
        });
  }

  /** Troubles last; what happened may happen again another day. */
  private static boolean isPast(NoticeLine line, Instant now) {
    return Set.of(NoticeKind.DRIFTED, NoticeKind.ROLLED_BACK).contains(line.kind())
        && line.time().plus(KEPT).isBefore(now);
  }

  private boolean add(String key, NoticeLine line, Instant now) {
    memory.told.put(key, line);
    wait(key, line, now);
    return true;
  }

  private void wait(String key, NoticeLine line, Instant now) {
    if (memory.waiting.isEmpty()) {
      memory.since = Optional.of(now);
    }
    memory.waiting.put(key, line);
  }

  /** Apps that are gone since are nobody's trouble. */
  public void retain(Set<String> apps) {
    memory.told.values().removeIf(line -> !apps.contains(line.app()));
    memory.waiting.values().removeIf(line -> !apps.contains(line.app()));
  }

  /** When there is something to send; empty while there is nothing. */
  public Optional<Instant> due() {
    if (memory.sending.isPresent()) {
      return memory.notBefore.map(rules::from);
    }
    return memory.waiting.isEmpty()
        ? Optional.empty()
        : memory.since.map(since -> rules.from(since.plus(rules.fold())));
  }

  /**
   * What is to be sent now, if it is time; what waits becomes a notice. Times that are yet to come,
   * for the clock was set back since, are now.
   */
  public Optional<Notice> take(Supplier<String> ids, Instant now) {
    memory.since = memory.since.map(at -> at.isAfter(now) ? now : at);
    memory.notBefore = memory.notBefore.filter(at -> !at.minus(LONGEST_PAUSE).isAfter(now));
    if (memory.sending.isPresent() && memory.notBefore.isEmpty()) {
      memory.notBefore = Optional.of(now);
    }
    if (due().filter(at -> !at.isAfter(now)).isEmpty()) {
      return Optional.empty();
    }
    if (memory.sending.isEmpty()) {
      Map<String, NoticeLine> lines = new TreeMap<>(memory.waiting);
      memory.sending = Optional.of(new Notice(ids.get(), now, List.copyOf(lines.values())));
      memory.waiting.clear();
      memory.since = Optional.empty();
      memory.failures = 0;
      memory.notBefore = Optional.of(now);
    }
    return memory.sending;
  }

  /**
   * What became of it.
   *
   * @return false where it is given up now
   */
  public boolean sent(NoticeResult result) {
    memory.last = Optional.of(result);
    Optional<Instant> begun = memory.sending.map(Notice::time);
    boolean isGivenUp =
        !result.delivered()
            && begun.filter(at -> at.plus(KEPT).isBefore(result.time())).isPresent();
    if (result.delivered() || isGivenUp) {
      memory.sending = Optional.empty();
      memory.notBefore = Optional.empty();
      memory.failures = 0;
    } else {
      memory.notBefore = Optional.of(result.time().plus(pause(memory.failures)));
      memory.failures++;
    }
    return !isGivenUp;
  }

  private static Duration pause(int failures) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 20));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
