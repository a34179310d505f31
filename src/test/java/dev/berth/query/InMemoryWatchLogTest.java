package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.fault.DatabaseUnreachable;
import dev.berth.port.WatchLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InMemoryWatchLogTest {
  private final AtomicLong number = new AtomicLong(100);
  private final InMemoryWatchLog feed = new InMemoryWatchLog(number::incrementAndGet);

  private long write(String name) {
    try (WatchLog.Turn turn = feed.turn()) {
      long given = turn.number();
      turn.wrote(WatchLog.Change.written(given, "App", name, Optional.empty()));
      turn.keep();
      return given;
    }
  }

  @Test
  void tellsWhatWasKeptInOrder() throws InterruptedException {
    WatchLog.Reader reader = feed.after(feed.now());
    write("one");
    write("two");

    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("one");
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("two");
    assertThat(reader.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void tellsNothingOfWhatWasNotKept() throws InterruptedException {
    WatchLog.Reader reader = feed.after(feed.now());
    try (WatchLog.Turn turn = feed.turn()) {
      turn.wrote(WatchLog.Change.written(turn.number(), "App", "lost", Optional.empty()));
    }

    assertThat(reader.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void tellsAnInnerWriteWithTheOuterOne() throws InterruptedException {
    WatchLog.Reader reader = feed.after(feed.now());
    try (WatchLog.Turn outer = feed.turn()) {
      write("inner");
    }

    assertThat(reader.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void aStatusWaitsForNoWriteAndComesInTheOrderOfNumbers() throws InterruptedException {
    WatchLog.Reader reader = feed.after(feed.now());
    try (WatchLog.Turn turn = feed.turn()) {
      long given = turn.number();
      Thread other = Thread.startVirtualThread(() -> feed.statusChanged("App", "status"));
      assertThat(other.join(Duration.ofSeconds(30))).isTrue();
      assertThat(reader.next(Duration.ZERO)).isEmpty();
      turn.wrote(WatchLog.Change.written(given, "App", "write", Optional.empty()));
      turn.keep();
    }

    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("write");
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("status");
  }

  @Test
  void aStatusIsToldThoughTheWriteBesideItWasGivenUp() throws InterruptedException {
    WatchLog.Reader reader = feed.after(feed.now());
    try (WatchLog.Turn turn = feed.turn()) {
      turn.wrote(WatchLog.Change.written(turn.number(), "App", "lost", Optional.empty()));
      feed.statusChanged("App", "status");
    }

    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("status");
  }

  @Test
  void aWriteBehindOneThatDoesNotEndIsGivenUp() throws InterruptedException {
    InMemoryWatchLog hasty = new InMemoryWatchLog(number::incrementAndGet, Duration.ofMillis(1));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (WatchLog.Turn turn = hasty.turn()) {
      Thread other =
          Thread.ofPlatform().uncaughtExceptionHandler((t, e) -> failure.set(e)).start(hasty::turn);
      other.join(Duration.ofSeconds(30));
    }

    assertThat(failure.get()).isInstanceOf(DatabaseUnreachable.class);
  }

  @Test
  void goesOnFromAnyNumberOfThisRun() throws InterruptedException {
    long first = write("one");
    write("two");

    assertThat(feed.after(first).next(Duration.ZERO)).map(WatchLog.Change::name).hasValue("two");
  }

  @Test
  void knowsNothingOfOtherRuns() {
    assertThatThrownBy(() -> feed.after(50)).isInstanceOf(WatchLog.Gone.class);
    assertThatThrownBy(() -> feed.after(feed.now() + 1)).isInstanceOf(WatchLog.Gone.class);
  }

  @Test
  void forgetsTheOldest() {
    long first = write("one");
    for (int i = 0; i < 20_001; i++) {
      feed.statusChanged("App", "one");
    }

    assertThatThrownBy(() -> feed.after(first)).isInstanceOf(WatchLog.Gone.class);
  }

  @Test
  void givesAThingTheNumberOfItsLastChange() {
    long stored = write("one");
    feed.statusChanged("App", "one");

    assertThat(feed.version("App", "one", stored)).isEqualTo(feed.now()).isGreaterThan(stored);
  }

  /** Numbers over a hand-over: what the one before has kept is told to who was there. */
  private static final class Kept implements WatchLog.Numbers {
    private final List<WatchLog.Change> before = new ArrayList<>();
    private long number = 100;

    @Override
    public long next() {
      return ++number;
    }

    @Override
    public void wrote(WatchLog.Change change) {
      before.add(change);
    }

    @Override
    public List<WatchLog.Change> before() {
      return before;
    }
  }

  private static long write(WatchLog log, String name) {
    try (WatchLog.Turn turn = log.turn()) {
      long given = turn.number();
      turn.wrote(WatchLog.Change.written(given, "App", name, Optional.empty()));
      turn.keep();
      return given;
    }
  }

  @Test
  void whoComesAfterAHandOverMissesNothing() throws InterruptedException {
    Kept kept = new Kept();
    InMemoryWatchLog one = new InMemoryWatchLog(kept);
    long seen = write(one, "seen");
    WatchLog.Reader open = one.after(seen);
    long missed = write(one, "missed");
    one.end();
    InMemoryWatchLog two = new InMemoryWatchLog(kept);
    two.begin();
    long later = write(two, "later");

    WatchLog.Reader reader = two.after(seen);
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::number).hasValue(missed);
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::number).hasValue(later);
    assertThat(reader.next(Duration.ZERO)).isEmpty();
    assertThatThrownBy(() -> open.next(Duration.ZERO)).isInstanceOf(WatchLog.Gone.class);
    assertThatThrownBy(() -> two.after(seen - 1)).isInstanceOf(WatchLog.Gone.class);
    assertThat(two.version("App", "seen", seen)).isGreaterThan(missed);
  }
}
