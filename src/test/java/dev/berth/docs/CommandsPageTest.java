package dev.berth.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each command says how it is called; docs/reference/commands.md says the same, and of no other.
 */
class CommandsPageTest {
  private static final Pattern USAGE = Pattern.compile("(?m)^(?:Usage:|      ) ((?:bin|dev)/.*)$");
  private static final Pattern VERBS = Pattern.compile("bin/berth \\[([a-z |-]+)]");

  private static Set<String> usage(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("--help");
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    Set<String> lines = new TreeSet<>();
    USAGE.matcher(said).results().map(m -> m.group(1)).forEach(lines::add);
    assertThat(lines).as(said).isNotEmpty();
    return lines;
  }

  private static List<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String folder : List.of("bin", "dev")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(Files::isRegularFile).forEach(scripts::add);
      }
    }
    return scripts;
  }

  @Test
  void thePageSaysHowEachIsCalled() throws IOException {
    Set<String> calls = new TreeSet<>();
    for (Path script : scripts()) {
      calls.addAll(usage(script.toString()));
    }
    List<String> verbs =
        VERBS.matcher(String.join("\n", calls)).results().map(found -> found.group(1)).toList();
    assertThat(verbs).hasSize(2);
    for (String verb : String.join(" | ", verbs).split(" \\| ", -1)) {
      calls.addAll(usage("bin/berth", verb));
    }

    assertThat(Page.of("docs/reference/commands.md").firsts()).isEqualTo(calls);
  }
}
