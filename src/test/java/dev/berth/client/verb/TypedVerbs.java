package dev.berth.client.verb;

import dev.berth.client.ClientShell;
import dev.berth.client.ScriptedApi;
import dev.berth.client.TestShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Verbs that are typed against an API which answers as it was told to. */
abstract class TypedVerbs {
  final TestShell said = new TestShell();
  ScriptedApi api;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  int berth(String... words) {
    return typed("", false, words);
  }

  int typed(String typed, boolean isTerminal, String... words) {
    Map<String, String> environment =
        Map.of("BERTH_URL", api.url(), "BERTH_TOKEN", "secret", "WHO", "me");
    ClientShell shell = said.with(environment, folder, typed, isTerminal);
    CommandLine berth = new CommandLine(CommandSpec.create().name("bin/berth"));
    Verbs.addAll(berth, shell);
    return berth.execute(words);
  }
}
