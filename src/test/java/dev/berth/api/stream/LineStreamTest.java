package dev.berth.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.EngineInventory;
import dev.berth.port.EngineInventory.LogPart;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of several containers, each of which has its own pace. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineStreamTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final LogSource WEB = new LogSource("shop-web-1-x", "web", 1, false);
  private static final LogSource REDIS = new LogSource("shop-redis-1-x", "redis", 1, true);

  private final List<String> sent = new ArrayList<>();
  private final LineStream.Out out =
      new LineStream.Out() {
        @Override
        public void write(LogLine line) {
          sent.add(line.text());
        }

        @Override
        public void flush() {}
      };

  private static LogPart part(Optional<Instant> after, Optional<Pattern> grep) {
    return new LogPart(Optional.empty(), OptionalInt.empty(), after, Optional.empty(), grep, 100);
  }

  private static LogLine line(int seconds, String text) {
    return new LogLine(NOW.plusSeconds(seconds), WEB, text);
  }

  private static String stamped(int seconds, String text) {
    return NOW.plusSeconds(seconds) + " " + text;
  }

  private static Optional<Function<EngineInventory.LogSink, AutoCloseable>> saying(
      String... lines) {
    return Optional.of(sink -> {
      for (int i = 0; i < lines.length; i++) {
        sink.line(i % 2 == 0 ? WEB : REDIS, lines[i]);
      }
      sink.end("");
      return () -> {};
    });
  }

  @Test
  void whatComesLateFindsItsPlace() throws Exception {
    new LineStream(part(Optional.empty(), Optional.empty()), List.of(line(-9, "first")), NOW)
        .copy(
            out,
            saying(stamped(3, "c"), stamped(1, "a"), stamped(4, "d"), stamped(2, "b")),
            () -> true);

    assertThat(sent).containsExactly("first", "a", "b", "c", "d");
  }

  /** The block may have the last seconds of some containers only. */
  @Test
  void theLastSecondsAreToldOnceByThePartThatGoesOn() throws Exception {
    new LineStream(
            part(Optional.empty(), Optional.empty()),
            List.of(line(-3, "old"), line(-1, "of web")),
            NOW)
        .copy(
            out,
            saying(stamped(-3, "old"), stamped(-1, "of redis"), stamped(-1, "of web")),
            () -> true);

    assertThat(sent).containsExactlyInAnyOrder("old", "of redis", "of web").startsWith("old");
  }

  @Test
  void whatIsNotAskedForIsNotTold() throws Exception {
    new LineStream(
            part(Optional.of(NOW.plusSeconds(1)), Optional.of(Pattern.compile("x"))),
            List.of(),
            NOW)
        .copy(out, saying(stamped(1, "x seen"), stamped(2, "y"), stamped(3, "x new")), () -> true);

    assertThat(sent).containsExactly("x new");
  }

  @Test
  void allThatIsThereIsToldWhereNobodyFollows() throws Exception {
    new LineStream(part(Optional.empty(), Optional.empty()), List.of(line(-1, "last")), NOW)
        .copy(out, Optional.empty(), () -> true);

    assertThat(sent).containsExactly("last");
  }

  @Test
  void aLineIsADocument() {
    assertThat(LineStream.json(new LogLine(NOW, REDIS, "\"hi\"")))
        .isEqualTo(
            "{\"time\":\"2026-11-29T12:00:00Z\",\"service\":\"redis\",\"replica\":1,"
                + "\"container\":\"shop-redis-1-x\",\"stream\":\"stderr\","
                + "\"line\":\"\\\"hi\\\"\"}");
  }
}
