package dev.berth.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dev/lib/pages.py}: which blocks of a page are typed, and that none slips through. */
class TypedPagesTest {
  @TempDir Path folder;

  private record Run(int status, String said) {}

  private static Run pages(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B", "dev/lib/pages.py"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Run check(String block, String list) throws Exception {
    String page = file("page.md", "Words\n\n" + block + "\n```\n");
    return pages("check", file("list", list.replace("PAGE", page)), page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "```\\nbin/demo                              | a block of an unknown kind ''",
        "```bash\\nbin/demo                          | a block of an unknown kind 'bash'",
        "```text\\ncurl localhost:8080               | commands stand in sh, or in console",
        "```yaml\\n$ kubectl get apps                | commands stand in sh, or in console",
        "```console\\nbin/demo                       | needs <!-- not typed: WHY -->",
        "'    bin/demo\\n```text'                  | code stands between lines of ```",
        "~~~sh\\nbin/demo\\n```text               | code stands between lines of ```",
        "'  ```sh\\nbin/demo\\n```text'           | code stands between lines of ```",
        "<!-- not typed: a cluster -->\\n```console\\nx | 1 blocks are not typed, 0 may be",
      })
  void aBlockThatNobodyTypesIsAFault(String block, String fault) throws Exception {
    Run run = check(block.replace("\\n", "\n"), "");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said()).contains(fault);
  }

  @Test
  void whatIsNotTypedIsCounted() throws Exception {
    String block = "<!-- not typed: wants a cluster -->\n```console\nkubectl get apps";

    assertThat(check(block, "PAGE 1\n").status()).isZero();
    assertThat(check(block, "PAGE 2\n").said()).contains("1 blocks are not typed, 2 may be");
    assertThat(check(block, "PAGE 1\nother.md 1\n").said()).contains("there is no such page");
  }

  @Test
  void aPageBecomesAScript() throws Exception {
    String page =
        file(
            "page.md",
            """
            ```yaml
            # app/hello.yaml
            name: it's
            ```

            ```sh
            bin/berth serve   # in a terminal of its own
            watch -n 1 date   # until Ctrl-C
            echo 'a b'        # says so
            ```

            ```text
            a …
            ```

            ```sh
            true
            ```

            In words:

            ```text
            no output
            ```
            """);

    assertThat(pages("script", page).said())
        .isEqualTo(
            """
            save app/hello.yaml '# app/hello.yaml
            name: it'"'"'s
            '
            begin PAGE:6 'bin/berth serve   # in a terminal of its own
            watch -n 1 date   # until Ctrl-C
            echo '"'"'a b'"'"'        # says so'
            {
            in_terminal 'bin/berth serve'
            until_said 'watch -n 1 date'
            echo 'a b'        # says so
            } >"$SAID" 2>&1
            ended 'a …'
            begin PAGE:16 true
            {
            true
            } >"$SAID" 2>&1
            ended
            """
                .replace("PAGE", page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\nb        | a\\nb\\n       | 0",
        "a…           | abc            | 0",
        "a\\n…\\nd    | a\\nb\\nc\\nd | 0",
        "a\\n…        | a\\n           | 0",
        "a            | a\\nb          | 1",
        "a            | b              | 1",
        "a.c          | abc            | 1",
        "a\\nb        | a              | 1",
      })
  void whatIsPrintedIsComparedLineByLine(String wanted, String seen, int status) throws Exception {
    String file = file("seen", seen.replace("\\n", "\n"));

    assertThat(pages("match", wanted.replace("\\n", "\n"), file).status()).isEqualTo(status);
  }
}
