package dev.berth.notice.send;

import dev.berth.notice.Notice;
import dev.berth.notice.NoticeKind;
import dev.berth.notice.NoticeLine;
import dev.berth.notice.NoticeLines;
import dev.berth.notice.NoticeMemory;
import dev.berth.notice.NoticeResult;
import dev.berth.notice.QuietHours;
import dev.berth.port.EventLog;
import dev.berth.port.NoticeStore;
import dev.berth.port.Notices;
import dev.berth.port.StatusStore;
import dev.berth.state.AppStore;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All who are told, a worker each, and what they hear of. */
public final class NoticeHub implements Notices, AutoCloseable {
  /** For what is being written when Berth stops. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private final List<NoticeWorker> workers;
  private final InstantSource clock;
  private final List<Thread> threads;
  private final Map<String, Word> last = new ConcurrentHashMap<>();

  /** As much of a status as is ever told. */
  private record Word(List<NoticeKind> troubles, boolean isReady, Phase phase) {
    static Word of(String app, AppStatus status) {
      return new Word(
          NoticeLines.health(app, status, Instant.EPOCH).stream().map(NoticeLine::kind).toList(),
          status.isReady(),
          status.phase());
    }
  }

  /** Over targets that are set; nothing happens before {@link #start}. */
  public NoticeHub(
      List<NoticeTarget> targets,
      AppStore state,
      EventLog events,
      NoticeStore store,
      InstantSource clock) {
    this.clock = clock;
    NoticeWorker.Around around = new NoticeWorker.Around(state, events, store, clock);
    this.workers =
        targets.stream()
            .sorted(Comparator.comparing(NoticeTarget::name))
            .map(target ->
                new NoticeWorker(
                    target, new NoticeDelivery(target, NoticeSender.of(target), clock), around))
            .toList();
    this.threads =
        workers.stream()
            .map(worker ->
                Thread.ofVirtual().name("notices-" + worker.target().name()).unstarted(worker))
            .toList();
  }

  /** Listens, and begins; where nobody is to be told it costs nothing. */
  public void start(StatusStore board, EventLog events) {
    if (!workers.isEmpty()) {
      board.subscribe(this::hear);
      events.subscribe(app -> workers.forEach(NoticeWorker::hearEvents));
      threads.forEach(Thread::start);
    }
  }

  /** Most changes of a status are nothing to tell. */
  private void hear(String app, Optional<AppStatus> status) {
    Optional<Word> word = status.map(now -> Word.of(app, now));
    Optional<Word> before =
        Optional.ofNullable(word.isPresent() ? last.put(app, word.get()) : last.remove(app));
    if (!word.equals(before)) {
      workers.forEach(worker -> worker.hear(app, status));
    }
  }

  @Override
  public List<TargetReport> all() {
    return workers.stream().map(NoticeHub::report).toList();
  }

  private static TargetReport report(NoticeWorker worker) {
    NoticeTarget target = worker.target();
    NoticeMemory.Shown shown = worker.shown();
    return new TargetReport(
        target.name(),
        target.form().text(),
        target.shown(),
        target.rules().on().stream().sorted().map(NoticeKind::text).toList(),
        target.rules().apps().text(),
        target.rules().fold(),
        target.rules().quiet().map(QuietHours::text).map(hours -> hours + " " + target.zone()),
        shown.waiting(),
        shown.failures(),
        shown.nextTry(),
        shown.last().map(NoticeHub::outcome));
  }

  private static Outcome outcome(NoticeResult result) {
    return new Outcome(result.time(), result.delivered(), result.code(), result.said());
  }

  @Override
  public Optional<Outcome> test(String name) throws InterruptedException {
    Optional<NoticeWorker> asked =
        workers.stream().filter(worker -> worker.target().name().equals(name)).findFirst();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Notice notice = Notice.test(UUID.randomUUID().toString(), clock.instant());
    return Optional.of(outcome(asked.get().delivery().send(notice)));
  }

  /**
   * What is not delivered is kept. Who waits for an answer is interrupted; nobody else, for that
   * would close the file of the database under it.
   */
  @Override
  public void close() {
    workers.forEach(NoticeWorker::end);
    for (Thread thread : threads) {
      try {
        if (thread.isAlive() && !thread.join(LAST)) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
