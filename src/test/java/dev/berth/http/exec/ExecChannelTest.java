package dev.berth.http.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.http.exec.ExecChannel.Message;
import dev.berth.spec.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl sends is understood, and what it is sent it understands. */
class ExecChannelTest {

  private static Message message(int channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[bytes.length + 1];
    all[0] = (byte) channel;
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return Message.read(all).orElseThrow();
  }

  @Test
  void theFirstByteIsTheChannel() {
    assertThat(message(0, "ls\n").channel()).isEqualTo(ExecChannel.STDIN);
    assertThat(message(0, "ls\n").bytes()).asString().isEqualTo("ls\n");
    assertThat(message(255, "\0").endsInput()).isTrue();
    assertThat(message(255, "\1").endsInput()).isFalse();
    assertThat(Message.read(new byte[0])).isEmpty();
    assertThat(Message.read(new byte[] {9, 1})).isEmpty();
    assertThat(ExecChannel.STDERR.message(new byte[] {7})).containsExactly(2, 7);
  }

  @Test
  void aSizeIsReadAsKubectlWritesIt() {
    assertThat(message(4, "{\"Width\":120,\"Height\":40}\n").size())
        .isEqualTo(Optional.of(new TerminalSize(120, 40)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1]",
        "{\"Width\":0,\"Height\":1}",
        "{\"Width\":\"80\",\"Height\":24}",
        "{\"Width\":70000,\"Height\":24}",
        "{\"Height\":24}"
      })
  void whatIsNoSizeIsNone(String text) {
    assertThat(message(4, text).size()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0  |               | \"status\":\"Success\"              | exit 0",
        "3  |               | \"reason\":\"NonZeroExitCode\"      | exit 3",
        "137| x has ended   | \"message\":\"x has ended\"         | exit 137 (x has ended)",
        "-1 | Berth stops   | \"reason\":\"InternalError\"        | no exit code (Berth stops)"
      })
  void theEndIsSaidAsAStatus(int code, String cause, String said, String noted) {
    OptionalInt exitCode = code < 0 ? OptionalInt.empty() : OptionalInt.of(code);
    ExecStatus status = new ExecStatus(exitCode, cause == null ? "" : cause);

    assertThat(new String(status.bytes(), StandardCharsets.UTF_8)).contains(said);
    assertThat(status.text()).isEqualTo(noted);
  }
}
