package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18, item 12: whatever a text holds, it stays the data of one event. */
class EventWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EventWriter events = new EventWriter(out);

  private String sent() {
    return out.toString(UTF_8);
  }

  @Test
  void writesTheFieldsOfAnEvent() throws IOException {
    events.send(EventWriter.Event.of("ADDED", "{\"a\": 1}").id("41"));

    assertThat(sent()).isEqualTo("id: 41\nevent: ADDED\ndata: {\"a\": 1}\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\rid: 9\revent: deploy",
        "x\nid: 9\nevent: deploy",
        "x\r\nid: 9\r\nevent: deploy"
      })
  void letsNoTextForgeFields(String line) throws IOException {
    events.send(EventWriter.Event.of(line));

    assertThat(sent()).isEqualTo("data: x\ndata: id: 9\ndata: event: deploy\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\r\rdata: y", "x\n\ndata: y", "x\r\n\r\ndata: y"})
  void letsNoTextEndItsEvent(String line) throws IOException {
    events.send(EventWriter.Event.of(line));

    assertThat(sent()).isEqualTo("data: x\ndata: \ndata: data: y\n\n");
  }

  @Test
  void takesNoOtherCharacterForTheEndOfALine() throws IOException {
    events.send(EventWriter.Event.of("a\u2028b\u0085c\u000bd"));

    assertThat(sent()).isEqualTo("data: a\u2028b\u0085c\u000bd\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9\nevent: deploy", "9\revent: deploy", "9\0"})
  void takesNoIdThatIsMoreThanOne(String id) {
    EventWriter.Event event = EventWriter.Event.of("x").id(id);

    assertThatThrownBy(() -> events.send(event)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void letsNoCommentBecomeAField() throws IOException {
    events.mark("7", "still\ndata: here");

    assertThat(sent()).isEqualTo("id: 7\n: still\n: data: here\n\n");
  }

  /** Read as the standard has it, a text comes out as it went in, its ends of lines apart. */
  @Property
  void isReadBackAsOneEvent(
      @ForAll
          @StringLength(max = 40)
          @Chars({'\r', '\n', ':', ' '})
          @CharRange(from = 'a', to = 'e')
          String text)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventWriter(bytes).send(EventWriter.Event.of(text));

    List<String> read = new ArrayList<>();
    for (String line : bytes.toString(UTF_8).split("\r\n|\r|\n", -1)) {
      read.add(line);
    }
    assertThat(read.subList(read.size() - 2, read.size())).containsExactly("", "");
    List<String> data = read.subList(0, read.size() - 2);
    assertThat(data).allMatch(line -> line.startsWith("data: "));
    assertThat(String.join("\n", data.stream().map(line -> line.substring(6)).toList()))
        .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n'));
  }
}
