package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.boot.cli.BerthCommands;
import dev.berth.client.TestShell;
import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for it gets another image of the same words, and may go back (issue 22). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class BuildAgainScenario extends Scenario {
  private static final String APP = "dsk-again";

  /** Each build that is not from the cache makes another file. */
  private static final String MANIFEST =
      """
      name: dsk-again
      services:
        web:
          build:
            dockerfile_inline: "FROM alpine:3\\nRUN head -c 8 /dev/urandom | od -An -tx1 > /made\\n"
          command: [sleep, '1000']
          stop_grace_period: 0s
        side: {image: 'alpine:3', command: [sleep, '1000'], stop_grace_period: 0s}
      """;

  @TempDir Path folder;
  private TestShell said = new TestShell();

  @AfterEach
  void remove() throws IOException {
    delete(APP);
    request().post("/v1/images/prune?all=true");
  }

  private int berth(String... words) throws IOException {
    said = new TestShell();
    Map<String, String> environment =
        Map.of(
            "BERTH_URL",
            "http://127.0.0.1:" + RestAssured.port,
            "BERTH_TOKEN",
            Files.readString(home.resolve("admin-token")).strip());
    return BerthCommands.of(home, Optional.empty(), said.with(environment, folder, "", false))
        .execute(words);
  }

  private String made() throws Exception {
    return docker("exec", container(APP, "web").id(), "cat", "/made");
  }

  @Test
  void whatWasBuiltAgainIsRunWhenSomebodySaysSo() throws Exception {
    apply(MANIFEST);
    ContainerView before = container(APP, "web");
    ContainerView side = container(APP, "side");
    String first = made();

    assertThat(berth("build", APP, "--no-cache")).as(said.err()).isZero();
    assertThat(said.err()).contains("RUN head -c 8");
    assertThat(said.out()).contains("web: built berth/dsk-again-web:");
    assertThat(container(APP, "web").id()).isEqualTo(before.id());

    assertThat(berth("build", APP, "web", "--no-cache", "--rollout")).as(said.err()).isZero();
    eventually(() -> assertThat(made()).isNotEqualTo(first));
    awaitReady(APP);
    assertThat(container(APP, "side").id()).isEqualTo(side.id());
  }

  /** Without a word of it: whoever changes the app gets what was built last. */
  @Test
  void theNextRevisionTakesWhatWasBuilt() throws Exception {
    apply(MANIFEST);
    String first = made();
    assertThat(berth("build", APP, "--no-cache")).as(said.err()).isZero();

    String changed = MANIFEST.replace("command: [sleep, '1000']", "command: [sleep, '1001']");
    Response answer = request().body(changed).put("/v1/apps/" + APP + "?wait=ready&timeout=60s");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(made()).isNotEqualTo(first);
  }

  @Test
  void whoNamesWhatIsNotBuiltIsToldWhatIs() throws Exception {
    apply(MANIFEST);

    Response other = request().post("/v1/apps/" + APP + "/build?service=side");
    Response rehearsed = request().post("/v1/apps/" + APP + "/build?dryRun=true");

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.<String>path("detail")).contains("builds no `side`", "service=web");
    assertThat(rehearsed.statusCode()).isEqualTo(200);
    assertThat(rehearsed.<String>path("service")).isEqualTo("web");
    assertThat(berth("build", APP, "nobody")).isEqualTo(1);
  }
}
