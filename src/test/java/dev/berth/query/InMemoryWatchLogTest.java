package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.fault.DatabaseUnreachable;
import dev.berth.port.WatchLog;
import dev.berth.state.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    two.begin(Set.of("App"));
    long later = write(two, "later");

    WatchLog.Reader reader = two.after(seen);
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::number).hasValue(missed);
    assertThat(reader.next(Duration.ZERO)).map(WatchLog.Change::number).hasValue(later);
    assertThat(reader.next(Duration.ZERO)).isEmpty();
    assertThatThrownBy(() -> open.next(Duration.ZERO)).isInstanceOf(WatchLog.Ended.class);
    assertThatThrownBy(() -> two.after(seen - 1)).isInstanceOf(WatchLog.Gone.class);
    assertThat(two.version("App", "seen", seen)).isGreaterThan(missed);
  }

  /** Of kinds without a status nothing is told anew: what was kept is all that is told. */
  @Test
  void whatIsKeptOfKindsWithoutAStatusIsTheirVersion() throws InterruptedException {
    Kept kept = new Kept();
    InMemoryWatchLog one = new InMemoryWatchLog(kept);
    long seen = write(one, "seen");
    InMemoryWatchLog two = new InMemoryWatchLog(kept);
    two.begin(Set.of("Source"));

    assertThat(two.version("App", "seen", seen)).isEqualTo(seen);
  }

  @Test
  void whatWasDeletedBeforeAHandOverIsToldAfterIt() throws InterruptedException {
    Kept kept = new Kept();
    InMemoryWatchLog one = new InMemoryWatchLog(kept);
    long seen = write(one, "gone");
    try (WatchLog.Turn turn = one.turn()) {
      turn.wrote(deleted(turn.number()));
      turn.keep();
    }
    InMemoryWatchLog two = new InMemoryWatchLog(kept);
    two.begin(Set.of("App"));

    WatchLog.Reader reader = two.after(seen);
    assertThat(reader.next(Duration.ZERO))
        .map(WatchLog.Change::what)
        .hasValue(WatchLog.What.DELETED);
    assertThat(reader.next(Duration.ZERO)).isEmpty();
  }

  private static WatchLog.Change deleted(long number) {
    Resource gone =
        new Resource(
            "App",
            "gone",
            "uid",
            1,
            number,
            new TreeMap<>(),
            new TreeMap<>(),
            Map.of(),
            Instant.EPOCH);
    return WatchLog.Change.deleted(
        number, "App", "gone", new WatchLog.Remains.OfResource(gone), new TreeMap<>());
  }

  /** Where nothing was written before, all since then is known all the same. */
  @Test
  void whoWasThereBeforeTheFirstWriteMissesNothing() throws InterruptedException {
    Kept kept = new Kept();
    InMemoryWatchLog one = new InMemoryWatchLog(kept);
    one.begin(Set.of());
    long seen = one.now();
    InMemoryWatchLog two = new InMemoryWatchLog(kept);
    two.begin(Set.of());
    long later = write(two, "later");

    assertThat(two.after(seen).next(Duration.ZERO)).map(WatchLog.Change::number).hasValue(later);
  }

  @Test
  void whoWaitsHearsAtOnceThatOthersTellNow() throws Exception {
    WatchLog.Reader reader = feed.after(feed.now());
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread waits =
        Thread.ofVirtual()
            .start(() -> {
              try {
                reader.next(Duration.ofSeconds(60));
              } catch (RuntimeException | InterruptedException e) {
                ended.set(e);
              }
            });
    feed.end();
    waits.join(Duration.ofSeconds(30));

    assertThat(ended.get()).isInstanceOf(WatchLog.Ended.class);
  }
}
