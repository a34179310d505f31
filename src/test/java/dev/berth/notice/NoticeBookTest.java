package dev.berth.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import dev.berth.status.Reasons;
import dev.berth.status.StatusSamples;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told, when, and what is not told twice. */
class NoticeBookTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Set<NoticeKind> ALL = EnumSet.allOf(NoticeKind.class);

  private NoticeBook book = book(rules(ALL, LabelSelector.EVERYTHING, Optional.empty()));
  private Instant now = NOON;
  private int ids;

  private static NoticeRules rules(
      Set<NoticeKind> on, LabelSelector apps, Optional<QuietHours> quiet) {
    return new NoticeRules(on, apps, Duration.ofSeconds(10), quiet);
  }

  private static NoticeBook book(NoticeRules rules) {
    return new NoticeBook(rules, NoticeMemory.from(0));
  }

  private void after(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private void is(String app, Phase phase, String reason) {
    hears(app, StatusSamples.of(1, phase, reason, "so it is", now));
  }

  private void hears(String app, AppStatus status) {
    book.hear(app, Map.of("team", "web"), Optional.of(status), now);
  }

  private void happens(long version, String app, String reason, String message) {
    AppEvent event = AppEvent.now(app, now, true, reason, message);
    book.hear(
        new AppEvent(
            version,
            version,
            app,
            event.subject(),
            event.time(),
            true,
            reason,
            message,
            Optional.empty(),
            1),
        Map.of("team", "web"),
        now);
  }

  /** What goes out now, and is taken. */
  private List<String> told() {
    Optional<Notice> notice = taken();
    notice.ifPresent(sent -> book.sent(new NoticeResult(now, true, Optional.of(200), "ok")));
    return lines(notice);
  }

  private Optional<Notice> taken() {
    return book.take(() -> "id" + ++ids, now);
  }

  private static List<String> lines(Optional<Notice> notice) {
    return notice.stream()
        .flatMap(sent -> sent.lines().stream())
        .map(line -> line.app() + " " + line.kind().text() + " " + line.reason())
        .toList();
  }

  private void refuses() {
    book.sent(new NoticeResult(now, false, Optional.of(500), "no"));
  }

  @Test
  void whatHappensWithinTheWindowIsOneNotice() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(4);
    is("api", Phase.DEGRADED, Reasons.UNHEALTHY);
    after(5);
    assertThat(told()).isEmpty();
    after(1);

    assertThat(told()).containsExactly("api Degraded Unhealthy", "web Failed CrashLoopBackOff");
  }

  @Test
  void oneStateIsNotToldTwice() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    told();
    is("web", Phase.STARTING, Reasons.STARTING);
    is("web", Phase.FAILED, Reasons.FAILED);
    after(60);

    assertThat(told()).isEmpty();
  }

  @Test
  void whoWasToldOfTroubleHearsThatItIsOver() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    told();
    is("web", Phase.RUNNING, Reasons.ALL_READY);
    after(10);
    Optional<Notice> notice = taken();

    assertThat(lines(notice)).containsExactly("web Recovered AllReady");
    assertThat(notice.get().lines().getFirst().message())
        .isEqualTo("was Failed (CrashLoopBackOff); so it is");
  }

  @Test
  void whatFailsAndRecoversWithinTheWindowIsOneLine() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    is("web", Phase.RUNNING, Reasons.ALL_READY);
    after(10);

    assertThat(told()).containsExactly("web Recovered AllReady");
  }

  @Test
  void whatIsWellHasNothingToTell() {
    is("web", Phase.STARTING, Reasons.STARTING);
    is("web", Phase.RUNNING, Reasons.ALL_READY);

    assertThat(book.due()).isEmpty();
  }

  @Test
  void whoStopsAFailedAppKnows() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    is("web", Phase.STOPPED, Reasons.STOPPED);
    is("web", Phase.RUNNING, Reasons.ALL_READY);

    assertThat(book.due()).isEmpty();
  }

  @Test
  void anAppThatIsGoneIsForgotten() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    book.hear("web", Map.of(), Optional.empty(), now);
    after(10);

    assertThat(told()).isEmpty();
  }

  @Test
  void whatIsStalledIsToldWhereItIsNotFailed() {
    AppStatus starting = StatusSamples.of(1, Phase.UPDATING, NOON);
    hears("web", StatusSamples.with(starting, Condition.Type.STALLED, "paused"));
    after(10);

    assertThat(told()).containsExactly("web Stalled Starting");
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    book = book(rules(Set.of(NoticeKind.DEGRADED), LabelSelector.EVERYTHING, Optional.empty()));
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    is("api", Phase.DEGRADED, Reasons.UNHEALTHY);
    is("api", Phase.RUNNING, Reasons.ALL_READY);
    happens(1, "web", Reasons.ROLLED_BACK, "went back");
    after(10);

    assertThat(told()).containsExactly("api Degraded Unhealthy");
  }

  @Test
  void onlySelectedAppsAreTold() {
    book = book(rules(ALL, selector("team=db"), Optional.empty()));
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    happens(1, "web", Reasons.DRIFT_FOUND, "env.A: want 1, have 2");

    assertThat(book.due()).isEmpty();
    assertThat(book.memory().position()).isEqualTo(1);
  }

  private static LabelSelector selector(String text) {
    return switch (LabelSelector.parse(text)) {
      case Validated.Valid<LabelSelector> valid -> valid.value();
      case Validated.Invalid<LabelSelector> invalid -> throw new AssertionError(invalid);
    };
  }

  @Test
  void eventsAreToldOnceADay() {
    happens(1, "web", Reasons.DRIFT_FOUND, "env.A: want 1, have 2");
    happens(2, "web", Reasons.ROLLED_BACK, "went back");
    happens(3, "web", "ContainerStartFailed", "no");
    after(10);
    assertThat(told()).containsExactly("web Drifted DriftFound", "web RolledBack RolledBack");
    happens(4, "web", Reasons.DRIFT_FOUND, "env.A: want 1, have 2");
    assertThat(book.due()).isEmpty();
    after(86_401);
    happens(5, "web", Reasons.DRIFT_FOUND, "env.A: want 1, have 2");
    after(10);

    assertThat(told()).containsExactly("web Drifted DriftFound");
  }

  @Test
  void aRefusedNoticeComesAgainAsItWas() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    Optional<Notice> first = taken();
    refuses();
    is("api", Phase.FAILED, Reasons.CRASH_LOOP);
    after(1);
    assertThat(taken()).isEmpty();
    after(1);

    assertThat(taken()).isEqualTo(first);
  }

  @Test
  void pausesGrowUpToTenMinutes() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    taken();
    for (int pause : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600}) {
      refuses();
      assertThat(book.due()).contains(now.plusSeconds(pause));
      after(pause);
      taken();
    }
  }

  @Test
  void whatWaitedMeanwhileIsTheNextOne() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    taken();
    refuses();
    is("api", Phase.FAILED, Reasons.CRASH_LOOP);
    after(60);
    assertThat(told()).containsExactly("web Failed CrashLoopBackOff");

    assertThat(told()).containsExactly("api Failed CrashLoopBackOff");
  }

  @Test
  void afterADayItIsGivenUp() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    taken();
    after(86_401);

    assertThat(book.sent(new NoticeResult(now, false, Optional.empty(), "no"))).isFalse();
    assertThat(book.due()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackDelaysNothing() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    now = NOON.minusSeconds(86_400);
    taken();
    after(10);
    assertThat(lines(taken())).containsExactly("web Failed CrashLoopBackOff");
    refuses();
    after(-86_400);

    assertThat(taken()).isPresent();
  }

  @Test
  void quietHoursHoldEverythingBack() {
    QuietHours night = QuietHours.of("12:00-13:00", ZoneOffset.UTC).orElseThrow();
    book = book(rules(ALL, LabelSelector.EVERYTHING, Optional.of(night)));
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(1800);
    is("web", Phase.RUNNING, Reasons.ALL_READY);
    is("api", Phase.FAILED, Reasons.CRASH_LOOP);
    assertThat(told()).isEmpty();
    after(1800);

    assertThat(told()).containsExactly("api Failed CrashLoopBackOff", "web Recovered AllReady");
  }

  @Test
  void aRestartLosesNothing() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    Optional<Notice> first = taken();
    refuses();
    is("api", Phase.FAILED, Reasons.CRASH_LOOP);
    happens(7, "api", Reasons.ROLLED_BACK, "went back");
    String kept = book.memory().text();
    book =
        new NoticeBook(
            rules(ALL, LabelSelector.EVERYTHING, Optional.empty()),
            NoticeMemory.of(kept).orElseThrow());

    assertThat(book.memory().text()).isEqualTo(kept);
    assertThat(book.memory().position()).isEqualTo(7);
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    after(10);
    assertThat(taken()).isEqualTo(first);
  }

  @Test
  void whatIsGoneAfterARestartIsForgotten() {
    is("web", Phase.FAILED, Reasons.CRASH_LOOP);
    book.retain(Set.of("api"));
    after(10);

    assertThat(told()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsBegunAnew() {
    assertThat(NoticeMemory.of("rubbish")).isEmpty();
    assertThat(NoticeMemory.of("{\"since\": \"yesterday\"}")).isEmpty();
    assertThat(NoticeMemory.of("{\"told\": [1], \"sending\": 4}")).isPresent();
  }
}
