package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever wonders what lies on the engine must see whose it is, who uses it and what it costs. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class StorageScenario extends Scenario {
  private static final String APP =
      """
      {apiVersion: berth.dev/v1, kind: App, metadata: {name: storage-web, labels: {team: web}},
       spec: {image: 'alpine:3', volumes: ['data:/data'], stop_grace_period: 0s,
         command: [sh, -c, 'head -c 300000 /dev/zero > /data/f; while :; do :; done']}}
      """;

  @BeforeEach
  void begin() throws IOException {
    apply(APP);
  }

  @AfterEach
  void end() throws Exception {
    delete("storage-web");
    docker("volume", "rm", "-f", "storage-foreign");
  }

  private static Map<String, Object> named(Response answer, String name) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    List<Map<String, Object>> items = answer.path("items");
    return items.stream()
        .filter(item -> item.get("name").equals(name))
        .findFirst()
        .orElse(Map.of());
  }

  private static List<String> names(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.path("items.name");
  }

  private String token(String selector) throws IOException {
    return request()
        .body("{role: viewer, labelSelector: '" + selector + "'}")
        .put("/v1/tokens/storage?renew=true")
        .path("token");
  }

  private Response get(String token, String path) throws IOException {
    return request().auth().oauth2(token).get(path);
  }

  @Test
  void aVolumeTellsWhoseItIsAndHowBig() throws IOException {
    String container = container("storage-web", "storage-web").name();

    eventually(() ->
        assertThat(
                (Integer)
                    named(request().get("/v1/volumes?size=true"), "storage-web_data")
                        .get("sizeBytes"))
            .isGreaterThanOrEqualTo(300_000));
    Map<String, Object> volume = named(request().get("/v1/volumes"), "storage-web_data");
    assertThat(volume)
        .containsEntry("app", "storage-web")
        .containsEntry("volume", "data")
        .containsEntry("driver", "local")
        .doesNotContainKey("sizeBytes");
    assertThat(volume.get("usedBy").toString()).contains(container, "replica=1");
  }

  @Test
  void aNetworkTellsWhoIsAttached() throws IOException {
    Map<String, Object> network =
        named(request().get("/v1/networks?app=storage-web"), "storage-web_default");

    assertThat(network).containsEntry("app", "storage-web").containsEntry("internal", false);
    assertThat(network.get("subnets").toString()).contains("/");
    assertThat(network.get("usedBy").toString())
        .contains(container("storage-web", "storage-web").name());
    assertThat(request().get("/v1/networks?app=storage-none").<List<?>>path("items")).isEmpty();
  }

  @Test
  void whatIsNotBerthsIsToldWhereThatIsAskedFor() throws Exception {
    docker("volume", "create", "storage-foreign");

    assertThat(named(request().get("/v1/volumes"), "storage-foreign")).isEmpty();
    assertThat(named(request().get("/v1/volumes?unmanaged=true"), "storage-foreign"))
        .containsEntry("app", null);
    assertThat(named(request().get("/v1/networks"), "bridge")).isEmpty();
    assertThat(named(request().get("/v1/networks?unmanaged=true"), "bridge"))
        .containsEntry("app", null);
  }

  @Test
  void aTokenForSomeAppsSeesNothingElse() throws IOException {
    String others = token("team=ops");
    assertThat(names(get(others, "/v1/volumes?unmanaged=true"))).isEmpty();
    assertThat(names(get(others, "/v1/networks?unmanaged=true"))).isEmpty();
    assertThat(get(others, "/v1/apps/storage-web/stats").statusCode()).isEqualTo(404);

    String own = token("team=web");
    assertThat(names(get(own, "/v1/volumes?unmanaged=true"))).containsExactly("storage-web_data");
    assertThat(names(get(own, "/v1/networks?unmanaged=true")))
        .containsExactly("storage-web_default");
  }

  @Test
  void whatAContainerUsesIsMeasured() throws IOException {
    Response answer = request().get("/v1/apps/storage-web/stats");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.<String>path("containers[0].name"))
        .isEqualTo(container("storage-web", "storage-web").name());
    assertThat(answer.<Float>path("containers[0].cpus")).isBetween(0.02f, 1.5f);
    assertThat(answer.<Integer>path("containers[0].memoryBytes")).isBetween(50_000, 100_000_000);
    assertThat(answer.<Number>path("containers[0].processes").intValue()).isPositive();
    assertThat(request().get("/v1/apps/storage-none/stats").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAContainerUsedIsRemembered() throws IOException {
    eventually(() -> {
      Response answer = request().get("/v1/apps/storage-web/stats?since=1h");
      assertThat(answer.<List<Float>>path("containers[0].history.cpus"))
          .isNotEmpty()
          .allSatisfy(cpus -> assertThat(cpus).isBetween(0.0f, 1.5f));
    });
    assertThat(request().get("/v1/apps/storage-web/stats").asString()).doesNotContain("history");
    assertThat(request().get("/v1/apps/storage-web/stats?since=soon").statusCode()).isEqualTo(400);
  }

  @Test
  void whoLooksOnIsToldAgainAndAgainUntilTheAppIsGone() throws Exception {
    String token = Files.readString(home.resolve("admin-token")).strip();
    try (Following stats =
        Following.of("/v1/apps/storage-web/stats?watch=true", token, "Connection: close")) {
      stats.until("event: stats");
      stats.until("event: stats");
      assertThat(stats.until("data: ").getLast()).containsPattern("\"cpus\":[0-9.]+");
      delete("storage-web");
      assertThatThrownBy(() -> stats.until("never")).hasMessageContaining("the stream ended");
    }
  }
}
