package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A dry run must tell what would come of a write and leave everything as it is; and whatever the
 * write would be refused for, it must be refused for as well.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DryRunScenario extends Scenario {
  private static final String APP = "dry-app";

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
  }

  @Test
  void aTokenThatWouldBeForgottenGoesOnOpeningDoors() throws IOException {
    String path = "/v1/tokens/dry-token";
    Response made = request().body("role: viewer\n").put(path);
    String value = made.path("token");

    Response dryRun = request().delete(path + "?dryRun=true");
    Response unfit = request().header("If-Match", "\"0\"").delete(path + "?dryRun=true");

    assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
    assertThat(unfit.statusCode()).isEqualTo(412);
    assertThat(request().get(path).header("ETag")).isEqualTo(made.header("ETag"));
    assertThat(given().auth().oauth2(value).get("/v1/apps").statusCode()).isEqualTo(200);
    assertThat(request().delete(path).asString()).isEqualTo(dryRun.asString());
    assertThat(request().delete(path + "?dryRun=true").statusCode()).isEqualTo(404);
  }

  @Test
  void anOperationThatWouldBeCancelledGoesOn() throws IOException {
    String manifest =
        """
        name: %s
        build: {files: {Dockerfile: "FROM alpine:3\\nRUN sleep 300\\n"}}
        """
            .formatted(APP);
    request().body(manifest).post("/v1/apps");
    await().atMost(Duration.ofSeconds(30)).until(() -> !running().isEmpty());
    String id = running().getFirst();

    Response dryRun = request().delete("/v1/operations/" + id + "?dryRun=true");
    String state = request().get("/v1/operations/" + id).path("state");
    request().delete("/v1/operations/" + id + "?wait=ready");
    Response over = request().delete("/v1/operations/" + id + "?dryRun=true");

    assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
    assertThat(dryRun.<Boolean>path("cancels")).isTrue();
    assertThat(state).isEqualTo("Running");
    assertThat(over.<Boolean>path("cancels")).isFalse();
    assertThat(request().delete("/v1/operations/none?dryRun=true").statusCode()).isEqualTo(404);
  }

  private List<String> running() throws IOException {
    return request().get("/v1/operations?app=" + APP).path("items.findAll{it.state=='Running'}.id");
  }

  /** An image of nobody's; its id. */
  private static String image(String... names) throws Exception {
    docker("create", "--name", "dry-source", "alpine:3", "sleep", "1000");
    String id = docker("commit", "--message", UUID.randomUUID().toString(), "dry-source");
    docker("rm", "dry-source");
    for (String name : names) {
      docker("tag", id, name);
    }
    return id;
  }

  private static Stream<Arguments> removals() {
    return Stream.of("none", "create", "run -d")
        .flatMap(user ->
            Stream.of("dry-image:1", "id")
                .flatMap(by ->
                    Stream.of("", "&force=true")
                        .flatMap(force ->
                            Stream.of(
                                    "dry-image:1", "dry-image:1 dry-image:2", "dry-image:1 dry/o:1")
                                .map(names -> Arguments.of(user, by, force, names)))));
  }

  /** What the engine does is asked of itself, case by case. */
  @ParameterizedTest
  @MethodSource("removals")
  void theRemovalOfAnImageIsForeseen(String user, String by, String force, String names)
      throws Exception {
    String id = image(names.split(" "));
    try {
      if (!user.equals("none")) {
        docker((user + " --name dry-user dry-image:1 sleep 1000").split(" "));
      }
      String path = "/v1/images/" + (by.equals("id") ? id : by);
      String before = request().get("/v1/images/" + id).asString();

      Response dryRun = request().delete(path + "?dryRun=true" + force);
      String after = request().get("/v1/images/" + id).asString();
      Response done = request().delete(path + "?wait=ready" + force);

      assertThat(after).isEqualTo(before);
      assertThat(dryRun.statusCode()).as(done.asString()).isEqualTo(done.statusCode());
      assertThat(sorted(dryRun, "untagged")).isEqualTo(sorted(done, "untagged"));
      assertThat(sorted(done, "deleted").contains(id))
          .isEqualTo(sorted(dryRun, "deleted").contains(id));
    } finally {
      if (engine.container("dry-user").isPresent()) {
        docker("rm", "--force", "dry-user");
      }
      engine.image(id).ifPresent(image -> engine.removeImage(id, true));
    }
  }

  private static List<String> sorted(Response answer, String key) {
    List<String> all = answer.path(key);
    return all == null ? List.of() : all.stream().sorted().toList();
  }

  @Test
  void anImageThatWouldGetANameHasNoneOfIt() throws Exception {
    String id = image("dry-image:1");
    String other = image("dry-image:2");
    try {
      String path = "/v1/images/dry-image:1/tag?dryRun=true&tag=";
      Response dryRun = request().post(path + "dry-image:2");

      assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
      assertThat(dryRun.<List<String>>path("tags")).contains("dry-image:1", "dry-image:2");
      assertThat(dryRun.<String>path("takenFrom")).isEqualTo(other);
      assertThat(request().get("/v1/images/dry-image:2").<String>path("id")).isEqualTo(other);
      for (String query : List.of("?dryRun=true", "?wait=ready")) {
        assertThat(tag("dry-none:1", query, "dry-image:3")).isEqualTo(404);
        assertThat(tag("dry-image:1", query, "dry IMAGE")).isEqualTo(422);
        assertThat(tag("dry-image:1", query, "dry@" + id)).isEqualTo(422);
        assertThat(tag("dry-image:1", query, "f".repeat(64))).isEqualTo(422);
      }
    } finally {
      engine.removeImage(id, true);
      engine.removeImage(other, true);
    }
  }

  private int tag(String image, String query, String name) throws IOException {
    return request()
        .queryParam("tag", name)
        .post("/v1/images/" + image + "/tag" + query)
        .statusCode();
  }

  @Test
  void nothingIsSentOrFetched() throws Exception {
    String id = image("dry-image:1");
    try {
      List<String> before = request().get("/v1/operations").path("items.id");
      Response push = request().post("/v1/images/dry-image:1/push?dryRun=true");
      Response pull = request().post("/v1/images/localhost:9/dry:1/pull?dryRun=true");

      assertThat(push.statusCode()).as(push.asString()).isEqualTo(200);
      assertThat(push.<String>path("registry")).isEqualTo("docker.io");
      assertThat(pull.statusCode()).as(pull.asString()).isEqualTo(200);
      assertThat(pull.<String>path("registry")).isEqualTo("localhost:9");
      for (String query : List.of("?dryRun=true", "?wait=ready")) {
        assertThat(post("dry-none:1/push" + query)).isEqualTo(404);
        assertThat(post(id + "/push" + query)).isEqualTo(422);
        assertThat(post("Dry:1/pull" + query)).isEqualTo(422);
      }
      assertThat(request().get("/v1/operations").<List<String>>path("items.id")).isEqualTo(before);
    } finally {
      engine.removeImage(id, true);
    }
  }

  private int post(String path) throws IOException {
    return request().post("/v1/images/" + path).statusCode();
  }
}
