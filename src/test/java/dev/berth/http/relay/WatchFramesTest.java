package dev.berth.http.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whatever a leader was telling when it went, a client has whole parts of it, and each once. */
class WatchFramesTest {
  private static final String EVENTS =
      """
      id: 41
      : everything is told

      id: 43
      event: ADDED
      data: {"type":"ADDED"}

      id: 47
      event: DELETED
      data: one
      data: two

      """;

  private static String line(String type, String version) {
    return "{\"type\":\""
        + type
        + "\",\"object\":{\"kind\":\"App\",\"spec\":{\"metadata\":{\"resourceVersion\":\"1\"}},"
        + "\"metadata\":{\"labels\":{\"resourceVersion\":\"2\"},\"resourceVersion\":\""
        + version
        + "\"}}}\n";
  }

  private static String taken(WatchFrames frames, String text) {
    return frames.take(Buffer.buffer(text)).toString();
  }

  /** Torn at each place in turn: what was handed on, and the rest by whoever goes on after it. */
  private static void assertWholeWhereverTorn(String text, WatchFrames[] frames) {
    for (int at = 0; at < text.length(); at++) {
      WatchFrames one = frames[at];
      String first = taken(one, text.substring(0, at));
      assertThat(text).startsWith(first);
      assertThat(first)
          .satisfiesAnyOf(
              told -> assertThat(told).isEmpty(), told -> assertThat(told).endsWith("\n"));
      assertThat(first + taken(one, text.substring(at))).isEqualTo(text);
    }
  }

  @Test
  void handsWholeEventsOnWhereverTheyAreTorn() {
    WatchFrames[] frames = new WatchFrames[EVENTS.length()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new EventFrames(OptionalLong.empty());
    }

    assertWholeWhereverTorn(EVENTS, frames);
  }

  @Test
  void handsWholeLinesOnWhereverTheyAreTorn() {
    String text = line("ADDED", "12") + line("MODIFIED", "13");
    WatchFrames[] frames = new WatchFrames[text.length()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new LineFrames(OptionalLong.of(11), false);
    }

    assertWholeWhereverTorn(text, frames);
  }

  @Test
  void goesOnAfterTheLastThatWasHandedOn() {
    WatchFrames events = new EventFrames(OptionalLong.of(40));
    assertThat(events.last()).hasValue(40);
    taken(events, EVENTS.substring(0, EVENTS.length() - 1));
    assertThat(events.last()).hasValue(43);
    events.startAnew();

    assertThat(taken(events, "id: 43\n: resumed\n\nid: 47\ndata: one\n\n"))
        .isEqualTo("id: 43\n: resumed\n\nid: 47\ndata: one\n\n");
    assertThat(events.last()).hasValue(47);
    assertThat(events.canGoOn()).isTrue();
  }

  /** Of several with one version only the last bears it. */
  @Test
  void holdsBackWhatHasNoIdUntilOneCanGoOnBehindIt() {
    WatchFrames events = new EventFrames(OptionalLong.empty());

    assertThat(taken(events, "event: ADDED\ndata: one\n\n")).isEmpty();
    assertThat(taken(events, "id: 7\nevent: ADDED\ndata: two\n\n"))
        .isEqualTo("event: ADDED\ndata: one\n\nid: 7\nevent: ADDED\ndata: two\n\n");
  }

  @Test
  void cannotGoOnInTheMiddleOfWhatIsTooMuchToHoldBack() {
    WatchFrames events = new EventFrames(OptionalLong.empty());
    String big = "data: " + "x".repeat(600_000) + "\n\n";

    assertThat(taken(events, big)).isEmpty();
    assertThat(taken(events, big)).hasSize(2 * big.length());
    assertThat(events.canGoOn()).isFalse();
    taken(events, "id: 9\n: told\n\n");
    assertThat(events.canGoOn()).isTrue();
  }

  @Test
  void holdsAListBackUntilItIsWholeForItHasNoOrder() {
    WatchFrames lines = new LineFrames(OptionalLong.empty(), false);

    assertThat(taken(lines, line("ADDED", "90") + line("ADDED", "20"))).isEmpty();
    assertThat(lines.last()).isEmpty();
    assertThat(taken(lines, line("BOOKMARK", "95")))
        .isEqualTo(line("ADDED", "90") + line("ADDED", "20"));
    assertThat(lines.last()).hasValue(95);
    assertThat(taken(lines, line("DELETED", "96"))).isEqualTo(line("DELETED", "96"));
    assertThat(lines.last()).hasValue(96);
  }

  @Test
  void handsBookmarksOnToWhoeverAskedForThem() {
    assertThat(taken(new LineFrames(OptionalLong.of(1), true), line("BOOKMARK", "95")))
        .isEqualTo(line("BOOKMARK", "95"));
    assertThat(taken(new LineFrames(OptionalLong.of(1), false), line("BOOKMARK", "95"))).isEmpty();
  }

  @Test
  void isOverAfterAnError() {
    WatchFrames lines = new LineFrames(OptionalLong.empty(), false);
    String error =
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"code\":410}}\n";

    assertThat(taken(lines, error)).isEqualTo(error);
    assertThat(lines.canGoOn()).isFalse();
  }

  /** A table shows the version of what it shows as its own. */
  @Test
  void readsTheVersionOfATable() {
    WatchFrames lines = new LineFrames(OptionalLong.of(1), false);
    taken(
        lines,
        "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Table\",\"metadata\":{\"resourceVersion\":\"31\"},\"rows\":[{\"object\":{\"metadata\":{\"resourceVersion\":\"30\"}}}]}}\n");

    assertThat(lines.last()).hasValue(31);
  }
}
