package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of deaths outlives the one who remembers it. */
class RestartsTextTest {
  private static final Instant DIED = Instant.parse("2026-11-29T12:00:00.123456Z");
  private static final Restarts SOME =
      new Restarts(
          Map.of(
              "web/1",
              new Restarts.Deaths(
                  3, DIED, DIED.plusSeconds(1), Set.of("a@" + DIED, "b@" + DIED), "f00@alpine:3"),
              "db/2",
              new Restarts.Deaths(1, DIED, DIED, Set.of(), "@")));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(RestartsText.read(RestartsText.write(SOME))).isEqualTo(SOME);
    assertThat(RestartsText.write(Restarts.NONE)).isEmpty();
    assertThat(RestartsText.read("")).isEqualTo(Restarts.NONE);
  }

  @Test
  void whatCannotBeReadWasNeverKnown() {
    assertThat(RestartsText.read("rubbish")).isEqualTo(Restarts.NONE);
    assertThat(RestartsText.read("a\tb\tc\td\te\tf")).isEqualTo(Restarts.NONE);
    assertThat(RestartsText.read("a\t1\tnever\t" + DIED + "\tm\t")).isEqualTo(Restarts.NONE);
  }
}
