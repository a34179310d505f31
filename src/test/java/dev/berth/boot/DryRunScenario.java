package dev.berth.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    Response rehearsed = request().delete(path + "?dryRun=true");
    Response unfit = request().header("If-Match", "\"0\"").delete(path + "?dryRun=true");

    assertThat(rehearsed.statusCode()).as(rehearsed.asString()).isEqualTo(200);
    assertThat(unfit.statusCode()).isEqualTo(412);
    assertThat(request().get(path).header("ETag")).isEqualTo(made.header("ETag"));
    assertThat(given().auth().oauth2(value).get("/v1/apps").statusCode()).isEqualTo(200);
    assertThat(request().delete(path).asString()).isEqualTo(rehearsed.asString());
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

    Response rehearsed = request().delete("/v1/operations/" + id + "?dryRun=true");
    String state = request().get("/v1/operations/" + id).path("state");
    request().delete("/v1/operations/" + id + "?wait=ready");
    Response over = request().delete("/v1/operations/" + id + "?dryRun=true");

    assertThat(rehearsed.statusCode()).as(rehearsed.asString()).isEqualTo(200);
    assertThat(rehearsed.<Boolean>path("cancels")).isTrue();
    assertThat(state).isEqualTo("Running");
    assertThat(over.<Boolean>path("cancels")).isFalse();
    assertThat(request().delete("/v1/operations/none?dryRun=true").statusCode()).isEqualTo(404);
  }

  private List<String> running() throws IOException {
    return request().get("/v1/operations?app=" + APP).path("items.findAll{it.state=='Running'}.id");
  }
}
