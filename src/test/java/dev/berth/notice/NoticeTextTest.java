package dev.berth.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How notices read. */
class NoticeTextTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static NoticeLine line(String app, NoticeKind kind, String message) {
    return new NoticeLine(app, kind, "CrashLoopBackOff", message, NOON);
  }

  private static NoticeText text(List<NoticeLine> lines) {
    return new NoticeText(new Notice("1", NOON, lines), BERLIN);
  }

  @Test
  void oneLineIsItsOwnTitle() {
    NoticeText text = text(List.of(line("web", NoticeKind.FAILED, "exited 1\n  three  times")));

    assertThat(text.title()).isEqualTo("Berth: web Failed");
    assertThat(text.body())
        .isEqualTo("web Failed at 2026-11-29 13:00:00 CET: CrashLoopBackOff: exited 1 three times");
  }

  @Test
  void manyAreCounted() {
    NoticeText text =
        text(
            IntStream.range(0, 25)
                .mapToObj(i -> line("a" + i, i < 5 ? NoticeKind.RECOVERED : NoticeKind.FAILED, "x"))
                .toList());

    assertThat(text.title()).isEqualTo("Berth: 20 Failed, 5 Recovered");
    assertThat(text.body().lines()).hasSize(21).endsWith("… and 5 more");
    assertThat((List<?>) text.tree().get("changes")).hasSize(25);
  }

  @Test
  void longMessagesAreCut() {
    NoticeText text = text(List.of(line("web", NoticeKind.FAILED, "x".repeat(5000))));

    assertThat(text.body()).hasSizeLessThan(400).endsWith("…");
    assertThat(text.notice().lines().getFirst().message()).hasSize(NoticeLine.LONGEST);
  }

  @Test
  void aTestSaysThatItIsOne() {
    NoticeText text = new NoticeText(Notice.test("1", NOON), BERLIN);

    assertThat(text.title()).isEqualTo("Berth: this is a test");
    assertThat(text.tree()).containsEntry("test", true);
  }
}
