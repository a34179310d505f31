package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.boot.cli.BerthCommands;
import dev.berth.client.TestShell;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who types the everyday verbs must get what they say, of a real Berth over a real engine. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class CliScenario extends Scenario {
  private static final String APP = "cli-hello";
  private static final String MANIFEST =
      """
      name: cli-hello
      build: {context: site}
      environment: {NAME: World}
      replicas: 2
      stop_grace_period: 0s
      """;

  @TempDir Path folder;
  private TestShell said = new TestShell();

  @AfterEach
  void cleanUp() throws IOException {
    delete(APP);
    request().post("/v1/images/prune?all=true");
  }

  /** On a terminal, where somebody answers. */
  private int berth(String typed, String... words) throws IOException {
    said = new TestShell();
    Map<String, String> environment =
        Map.of(
            "BERTH_URL",
            "http://127.0.0.1:" + RestAssured.port,
            "BERTH_TOKEN",
            Files.readString(home.resolve("admin-token")).strip(),
            "NO_COLOR",
            "1");
    return BerthCommands.of(home, Optional.empty(), said.with(environment, folder, typed, true))
        .execute(words);
  }

  private String answer(String... words) throws IOException {
    assertThat(berth("", words)).as(said.err()).isZero();
    return said.out();
  }

  @Test
  void anAppLivesAndEndsByWhatIsTyped() throws Exception {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(
        folder.resolve("site/Dockerfile"),
        "FROM alpine:3\nCOPY run.sh /run.sh\nCMD [\"sh\", \"/run.sh\"]\n");
    Files.writeString(
        folder.resolve("site/run.sh"), "echo Hello $NAME\nwhile true; do sleep 1; done\n");
    Files.writeString(folder.resolve("hello.yaml"), MANIFEST);

    assertThat(berth("n\n", "apply", "-f", "hello.yaml")).as(said.err()).isZero();
    assertThat(said.err()).contains("nothing was done");
    assertThat(berth("", "plan", APP)).isEqualTo(1);

    assertThat(berth("y\n", "apply", "-f", "hello.yaml")).as(said.err()).isZero();
    assertThat(said.out())
        .contains("app/cli-hello: to be created", "+ create", APP + ": Running, 2/2 ready");
    assertThat(answer("ls")).containsPattern("cli-hello +Running +2/2 +AllReady");
    assertThat(answer("ps", APP).lines()).hasSize(3);
    assertThat(answer("top", APP).lines()).hasSize(3);
    assertThat(answer("apply", "-f", "hello.yaml")).contains("app/cli-hello unchanged");

    changesAndGoesBack();
    assertThat(answer("stop", APP)).contains("Stopped, 0/2 ready");
    assertThat(answer("start", APP)).contains("Running, 2/2 ready");
    assertThat(berth("y\n", "rm", APP)).as(said.err()).isZero();
    assertThat(said.out()).contains("- stop cli-hello", "app/cli-hello is gone");
    assertThat(berth("", "history", APP)).isEqualTo(1);
    assertThat(said.err()).startsWith("berth history: there is no `cli-hello`");
  }

  private void changesAndGoesBack() throws Exception {
    Files.writeString(folder.resolve("hello.yaml"), MANIFEST.replace("World", "Moon"));
    assertThat(berth("", "diff", "--exit-code", "-f", "hello.yaml")).isEqualTo(6);
    assertThat(said.out())
        .contains("- spec.environment.NAME: World", "+ spec.environment.NAME: Moon");
    assertThat(answer("apply", "--yes", "-f", "hello.yaml")).contains("app/cli-hello updated");
    assertThat(answer("history", APP)).containsPattern("2 \\*.*ready\n1 .*ready");
    assertThat(answer("rollback", "--yes", APP)).contains("to go back to 1");
    assertThat(docker("logs", engine.containers(Map.of(Ownership.APP, APP)).getFirst().name()))
        .isEqualTo("Hello World");
    assertThat(answer("plan", APP)).isEmpty();
    assertThat(said.err()).contains("nothing to do");
    assertThat(berth("", "drift", "--exit-code", APP)).isZero();
  }
}
