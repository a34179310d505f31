package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Berth built and nobody needs goes by itself, with its contexts; what an app runs, or may go
 * back to, and what is not Berth's stays.
 */
@QuarkusTest
@TestProfile(Configured.class)
class CollectScenario extends Scenario {
  private static final String APP = "collect-app";
  private static final String FOREIGN = "collect-foreign:1";

  @AfterEach
  void cleanUp() throws Exception {
    delete(APP);
    List<String> built = request().get("/v1/images").path("items.findAll{it.built}.id");
    for (String image : built) {
      request().delete("/v1/images/" + image + "?force=true");
    }
    docker("rmi", "--force", FOREIGN);
  }

  private static String built(int version) {
    return """
    name: %s
    build:
      files: {Dockerfile: "FROM alpine:3\\nLABEL version=%d\\nCMD [\\"sleep\\", \\"1000\\"]\\n"}
    init: true
    stop_grace_period: 0s
    """
        .formatted(APP, version);
  }

  private long contexts() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("contexts"))) {
      return files.filter(file -> file.toString().endsWith(".tar")).count();
    }
  }

  @Test
  void onlyWhatNobodyNeedsGoes() throws Exception {
    String made = docker("create", "alpine:3");
    docker("commit", "--change", "LABEL dev.berth.image.instance=another", made, FOREIGN);
    docker("rm", made);
    List<String> images = new ArrayList<>();
    apply(built(1));
    images.add(container(APP, APP).image());
    for (int version = 2; version <= 4; version++) {
      request().body(built(version)).put("/v1/apps/" + APP);
      awaitReady(APP);
      images.add(container(APP, APP).image());
    }

    eventually(() -> {
      assertThat(engine.image(images.get(0))).isEmpty();
      assertThat(engine.image(images.get(1))).isEmpty();
      assertThat(contexts()).isEqualTo(2);
    });
    assertThat(engine.image(images.get(2))).isPresent();
    assertThat(engine.image(FOREIGN)).isPresent();
    Response back =
        request()
            .contentType("application/json")
            .body("{\"revision\": 3}")
            .post("/v1/apps/" + APP + "/rollback?wait=ready");
    assertThat(back.statusCode()).as(back.asString()).isEqualTo(200);
    assertThat(container(APP, APP).image()).isEqualTo(images.get(2));
    assertThat(engine.image("alpine:3")).isPresent();
  }

  @Test
  void whatAContainerOfAnybodyUsesStays() throws Exception {
    apply(built(1));
    String image = container(APP, APP).image();
    String other = docker("run", "--detach", "--rm", image, "sleep", "1000");
    try {
      for (int version = 2; version <= 4; version++) {
        request().body(built(version)).put("/v1/apps/" + APP);
        awaitReady(APP);
      }
      eventually(() -> assertThat(contexts()).isEqualTo(2));

      assertThat(engine.image(image)).isPresent();
    } finally {
      docker("rm", "--force", other);
    }
    eventually(() -> assertThat(engine.image(image)).isEmpty());
  }
}
