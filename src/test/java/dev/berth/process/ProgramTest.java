package dev.berth.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.process.Program.Ended;
import dev.berth.process.Program.Late;
import dev.berth.process.Program.Missing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 18.31: an answer counts, whatever becomes of the input; nobody waits for a full pipe. */
class ProgramTest {
  private static final String LARGE = "x".repeat(1_000_000);

  private static Program shell(String script) {
    return Program.of(Duration.ofSeconds(30), List.of("sh", "-c", script));
  }

  @Test
  void anAnswerGivenBeforeTheInputIsReadCounts() throws Exception {
    assertThat(shell("exec 0<&-; echo early").run(LARGE)).isEqualTo(new Ended(0, "early\n"));
  }

  @Test
  void theInputArrivesWhole() throws Exception {
    assertThat(shell("wc -c").run(LARGE)).isEqualTo(new Ended(0, "1000000\n"));
  }

  @Test
  void moreWordsThanAPipeHoldsDoNotStopIt() throws Exception {
    assertThat(shell("head -c 900000 /dev/zero | tr '\\0' x").run())
        .isEqualTo(new Ended(0, "x".repeat(900_000)));
  }

  @Test
  void onlySoManyWordsAreKept() throws Exception {
    assertThat(shell("head -c 900000 /dev/zero | tr '\\0' x; exit 3").hearingErrors(4).run())
        .isEqualTo(new Ended(3, "xxxx"));
  }

  @Test
  void standardErrorIsHeardOnlyWhereAsked() throws Exception {
    assertThat(shell("echo no >&2; echo yes").run()).isEqualTo(new Ended(0, "yes\n"));
    assertThat(shell("echo no >&2; echo yes").hearingErrors(100).run())
        .isEqualTo(new Ended(0, "no\nyes\n"));
  }

  @Test
  void oneThatDoesNotEndIsEnded() throws Exception {
    Duration limit = Duration.ofMillis(50);

    assertThat(Program.of(limit, List.of("sleep", "600")).run()).isEqualTo(new Late(limit));
  }

  @Test
  void oneThatIsNotThereIsMissing() throws Exception {
    assertThat(Program.of(Duration.ofSeconds(1), List.of("no-such-program")).run())
        .isInstanceOf(Missing.class);
  }

  @Test
  void aChildThatOutlivesItDoesNotHoldTheAnswerBack() throws Exception {
    assertThat(shell("sleep 20 & echo done").run()).isEqualTo(new Ended(0, "done\n"));
  }

  @Test
  void itsFolderAndEnvironmentAreAsTold(@TempDir Path folder) throws Exception {
    assertThat(shell("pwd -P; echo $GREETING").in(folder).with(Map.of("GREETING", "hello")).run())
        .isEqualTo(new Ended(0, folder.toRealPath() + "\nhello\n"));
  }
}
