package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What terminals are told is no part of a message. */
class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[91mERROR\u001b[0m",
        "\u001b[1;38;5;196mERROR",
        "\u001b]0;title\u0007ERROR",
        "\u001b]8;;http://x\u001b\\ERROR",
        "\u001b[2K\u001b[1GERROR",
        "\u001bMERROR\u0000\u0007\u0008",
        "\u009b91mERROR",
      })
  void whatControlsATerminalGoes(String text) {
    assertThat(PlainText.of(text)).isEqualTo("ERROR");
  }

  @Test
  void linesAndTabsStayAndAProgressBarIsLines() {
    assertThat(PlainText.of("a\tb\nc")).isEqualTo("a\tb\nc");
    assertThat(PlainText.of("10 %\r20 %\r\n\u001b[mgrün 🚢")).isEqualTo("10 %\n20 %\ngrün 🚢");
  }

  @Test
  void aSummaryIsALine() {
    assertThat(PlainText.summary("\n  step 3 failed  \nmore")).isEqualTo("step 3 failed");
    assertThat(PlainText.summary("🚢".repeat(300))).isEqualTo("🚢".repeat(199) + "…");
    assertThat(PlainText.summary("")).isEmpty();
  }

  @Test
  void conditionsAndEventsHaveNoOther() {
    Condition condition =
        new Condition(
            Condition.Type.READY,
            Condition.Verdict.FALSE,
            "BuildFailed",
            "\u001b[91mno",
            Instant.EPOCH,
            1);

    assertThat(condition.message()).isEqualTo("no");
    assertThat(AppEvent.now("a", Instant.EPOCH, true, "BuildFailed", "\u001b[91mno").message())
        .isEqualTo("no");
  }
}
