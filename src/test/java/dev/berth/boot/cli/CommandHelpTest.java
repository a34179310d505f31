package dev.berth.boot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the commands say of themselves, and of a call that is wrong. */
class CommandHelpTest {
  private static final Path TEXTS = Path.of("bin/lib/help");

  private static final Path NOWHERE = Path.of("/nowhere");

  private final TestShell shell = new TestShell();
  private final CommandLine berth =
      BerthCommands.of(NOWHERE, Optional.empty(), shell.with(Map.of(), NOWHERE));

  static Stream<String> names() {
    return BerthCommands.of(NOWHERE, Optional.empty(), new TestShell().with(Map.of(), NOWHERE))
        .getSubcommands()
        .keySet()
        .stream();
  }

  /** Where it differs: {@code java -jar …/quarkus-run.jar NAME --help >bin/lib/help/NAME.txt}. */
  @ParameterizedTest
  @MethodSource("names")
  void theScriptSaysTheSameWithoutABuild(String name) throws IOException {
    assertThat(berth.execute(name, "--help")).isZero();

    assertThat(TEXTS.resolve(name + ".txt")).hasContent(shell.out());
  }

  @Test
  void theScriptHasNoTextOfAnyOther() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(names().toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "resto f > Did you mean: bin/berth restore or",
        "check > Missing required parameter: 'PATH'",
        "check --output xml f > expected one of [text, json]",
        "check --outptu json f > Possible solutions: --output",
        "convert > Missing required parameter: 'FILE'",
        "convert --to yaml f > expected one of [manifest, compose]",
        "convert a b > Unmatched argument at index 2: 'b'",
        "restore --passphrase-file --force f > but found '--force'",
        "restore f > a passphrase of 12 characters or more is needed: --passphrase-file F, or"
            + " BERTH",
        "backup --force f > Unknown option: '--force'",
        "backup a b > Unmatched argument at index 2: 'b'",
        "audit f > Unmatched argument at index 1: 'f'"
      })
  void aWrongCallExitsWithTwoAndSaysWhy(String call, String said) {
    assertThat(berth.execute(call.strip().split(" "))).isEqualTo(2);

    assertThat(shell.err()).contains(said).contains("--help");
    assertThat(shell.out()).isEmpty();
  }

  /** A name may begin with what means a list of arguments to others. */
  @Test
  void aFileIsTakenAsItIsNamed() {
    assertThat(berth.execute("check", "--output=json", "@pom.xml")).isEqualTo(1);

    assertThat(shell.out()).contains("\"file\":\"@pom.xml\"");
  }

  /** Each shell gets to know every command, and the options of each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | local commands=\"",
        "zsh | local commands=\"",
        "fish | complete -c berth -n __fish_use_subcommand -a "
      })
  void shellsLearnOfEveryCommand(String name, String before) {
    assertThat(berth.execute("completion", name)).isZero();

    assertThat(shell.out()).contains(before).contains("no-wait");
    assertThat(names()).allSatisfy(verb -> assertThat(shell.out()).contains(verb));
    assertThat(shell.out()).contains("serve", "doctor");
  }

  /** In a real bash, with a Berth that has two apps. */
  @Test
  void bashOffersTheNamesOfAppsWhereAppsAreMeant(@TempDir Path folder) throws Exception {
    assertThat(berth.execute("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("berth.bash"), shell.out());
    Path fake = Files.writeString(folder.resolve("berth"), "#!/bin/sh\necho shop; echo blog\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();

    assertThat(offered(folder, script, "stop", "")).contains("shop", "blog");
    assertThat(offered(folder, script, "logs", "s")).containsExactly("shop");
    assertThat(offered(folder, script, "apply", "")).doesNotContain("shop");
    assertThat(offered(folder, script, "rollout", "pause", "")).contains("shop");
  }

  private static List<String> offered(Path folder, Path script, String... words) throws Exception {
    String line =
        ". %s; COMP_WORDS=(berth %s); COMP_CWORD=%d; _complete_berth; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(
                script,
                Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" ")),
                words.length);
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", line).redirectError(ProcessBuilder.Redirect.DISCARD);
    bash.environment().merge("PATH", folder + ":", (path, front) -> front + path);
    Process process = bash.start();
    List<String> offered = process.inputReader().lines().filter(text -> !text.isEmpty()).toList();
    assertThat(process.waitFor()).as("%s", offered).isZero();
    return offered;
  }

  @Test
  void fishAsksForTheNamesOfApps() {
    assertThat(berth.execute("completion", "fish")).isZero();

    assertThat(shell.out().lines().filter(line -> line.contains("berth ls -q")))
        .singleElement()
        .asString()
        .contains(" stop ", " logs ")
        .doesNotContain(" apply ");
  }
}
