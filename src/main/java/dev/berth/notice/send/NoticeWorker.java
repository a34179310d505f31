package dev.berth.notice.send;

import dev.berth.notice.Notice;
import dev.berth.notice.NoticeBook;
import dev.berth.notice.NoticeMemory;
import dev.berth.notice.NoticeResult;
import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import dev.berth.port.NoticeStore;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Keeps one target's book, on a thread of its own: neither the loop nor another target waits for a
 * slow one. What was heard is kept before anything is sent.
 */
final class NoticeWorker implements Runnable {
  private static final Logger LOG = System.getLogger(NoticeWorker.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int PAGE = 200;

  /** Only what Berth warns of is ever told. */
  private static final EventFilter WARNINGS =
      new EventFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Boolean.TRUE));

  private final NoticeTarget target;
  private final NoticeDelivery delivery;
  private final Around around;
  private final BlockingDeque<Heard> inbox = new LinkedBlockingDeque<>();
  private final AtomicBoolean hasEvents = new AtomicBoolean();
  private volatile NoticeMemory.Shown shown = NoticeMemory.from(0).shown();
  private volatile boolean isOver;
  private String kept = "";

  /** What a worker works with. */
  record Around(AppStore state, EventLog events, NoticeStore store, InstantSource clock) {}

  /**
   * Something that was heard.
   *
   * @param app empty: there are events to be read
   */
  private record Heard(String app, Optional<AppStatus> status) {}

  NoticeWorker(NoticeTarget target, NoticeDelivery delivery, Around around) {
    this.target = target;
    this.delivery = delivery;
    this.around = around;
  }

  NoticeTarget target() {
    return target;
  }

  NoticeDelivery delivery() {
    return delivery;
  }

  NoticeMemory.Shown shown() {
    return shown;
  }

  /** An app is so now, or gone. Never blocks. */
  void hear(String app, Optional<AppStatus> status) {
    inbox.add(new Heard(app, status));
  }

  /** There may be events. Never blocks. */
  void hearEvents() {
    if (!hasEvents.getAndSet(true)) {
      inbox.add(new Heard("", Optional.empty()));
    }
  }

  /** Ends it after what it is at. */
  void end() {
    isOver = true;
    inbox.addFirst(new Heard("", Optional.empty()));
  }

  @Override
  public void run() {
    try {
      NoticeBook book = begin();
      while (!isOver) {
        step(book);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first time it hears of what happens from now on. */
  private NoticeBook begin() throws InterruptedException {
    while (true) {
      try {
        NoticeMemory memory =
            around
                .store()
                .find(target.name())
                .flatMap(NoticeMemory::of)
                .orElseGet(() -> NoticeMemory.from(lastVersion()));
        NoticeBook book = new NoticeBook(target.rules(), memory);
        book.retain(
            around.state().all().stream().map(DesiredApp::name).collect(Collectors.toSet()));
        hearEvents();
        return book;
      } catch (RuntimeException e) {
        pause(e);
      }
    }
  }

  private long lastVersion() {
    return around.events().before(Long.MAX_VALUE, WARNINGS, 1).stream()
        .mapToLong(AppEvent::version)
        .findFirst()
        .orElse(0);
  }

  private void step(NoticeBook book) throws InterruptedException {
    try {
      shown = book.memory().shown();
      Duration patience =
          book.due()
              .map(at -> Duration.between(around.clock().instant(), at))
              .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
              .orElse(LONGEST_WAIT);
      if (inbox.isEmpty() && patience.isPositive()) {
        await(patience);
      }
      listen(book);
      keep(book);
      Optional<Notice> due =
          book.take(() -> UUID.randomUUID().toString(), around.clock().instant());
      if (due.isPresent()) {
        keep(book);
        told(book, due.get());
        keep(book);
      }
    } catch (RuntimeException e) {
      pause(e);
    }
  }

  /** What it is woken by stays where it was. */
  private void await(Duration patience) throws InterruptedException {
    Heard first = inbox.pollFirst(patience.toMillis() + 1, TimeUnit.MILLISECONDS);
    if (first != null) {
      inbox.addFirst(first);
    }
  }

  /** Whatever fails on the way stays in the inbox. */
  private void listen(NoticeBook book) {
    for (Heard heard = inbox.peek(); heard != null; heard = inbox.peek()) {
      if (heard.app().isEmpty()) {
        hasEvents.set(false);
        read(book);
      } else {
        Map<String, String> labels = labels(heard.app());
        book.hear(heard.app(), labels, heard.status(), around.clock().instant());
      }
      inbox.remove();
    }
  }

  private void read(NoticeBook book) {
    List<AppEvent> page;
    do {
      page = around.events().after(book.memory().position(), WARNINGS, PAGE);
      page.forEach(event -> book.hear(event, labels(event.app()), around.clock().instant()));
    } while (page.size() == PAGE);
  }

  private Map<String, String> labels(String app) {
    return around
        .state()
        .find(app)
        .<Map<String, String>>map(found -> found.declared().labels())
        .orElseGet(TreeMap::new);
  }

  private void keep(NoticeBook book) {
    String text = book.memory().text();
    if (!text.equals(kept)) {
      around.store().save(target.name(), text);
      kept = text;
    }
  }

  private void told(NoticeBook book, Notice notice) throws InterruptedException {
    NoticeResult result = delivery.send(notice);
    boolean isKept = book.sent(result);
    if (!result.delivered()) {
      LOG.log(
          Level.WARNING,
          "notices={0} at {1} did not take a notice ({2}): {3}",
          target.name(),
          target.shown(),
          isKept ? "it is tried again" : "given up after a day",
          result.code().map(code -> code + " ").orElse("") + result.said());
    }
  }

  private static void pause(RuntimeException why) throws InterruptedException {
    LOG.log(Level.WARNING, "notices wait: {0}", why.toString());
    Thread.sleep(PAUSE);
  }
}
