package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token for some apps follows those, as they come and go by their labels, and no others. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ScopedWatchScenario extends Scenario {
  private static final String MOVER = "scoped-mover";
  private static final String OTHER = "scoped-other";
  private static final String LAST = "scoped-last";

  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";

  @BeforeEach
  void makeAToken() throws IOException {
    token =
        request()
            .body("{role: viewer, labelSelector: team=web}")
            .put("/v1/tokens/scoped?renew=true")
            .path("token");
  }

  @AfterEach
  void removeAll() throws Exception {
    for (String app : List.of(MOVER, OTHER, LAST)) {
      delete(app);
    }
    request().delete("/v1/tokens/scoped");
  }

  /** Lines of a stream, as they come. */
  private final class Watch implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Stream<String> stream;

    Watch(String path) throws Exception {
      HttpResponse<Stream<String>> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      stream = answer.body();
      Thread.ofVirtual().start(() -> stream.forEach(lines::add));
    }

    /** In the form {@code TYPE name}, without what changed in between. */
    List<String> told() {
      return events().stream()
          .map(event -> event.getString("type") + " " + event.getString("object.metadata.name"))
          .filter(event -> !event.startsWith("MODIFIED") && !event.startsWith("BOOKMARK"))
          .toList();
    }

    List<JsonPath> events() {
      return lines.stream()
          .map(line -> line.startsWith("data: ") ? line.substring(6) : line)
          .filter(line -> line.startsWith("{"))
          .map(JsonPath::from)
          .toList();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private void put(String app, String team, String mark) throws IOException {
    Response answer =
        request()
            .body(
                """
                {apiVersion: berth.dev/v1, kind: App, metadata: {name: %s, labels: {team: %s}},
                  spec: {image: "alpine:3", state: Stopped, environment: {MARK: %s}}}
                """
                    .formatted(app, team, mark))
            .put("/v1/apps/" + app);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/apps?watch=true", "/apis/berth.dev/v1/apps?watch=true"})
  void anAppThatLeavesIsDeletedAndOneThatEntersIsAdded(String path) throws Exception {
    put(OTHER, "ops", "mark-ops-before");
    try (Watch watch = new Watch(path)) {
      put(MOVER, "web", "mark-web");
      eventually(() -> assertThat(watch.told()).containsExactly("ADDED " + MOVER));
      put(MOVER, "ops", "mark-ops-moved");
      eventually(
          () -> assertThat(watch.told()).containsExactly("ADDED " + MOVER, "DELETED " + MOVER));
      put(MOVER, "ops", "mark-ops-later");
      put(OTHER, "web", "mark-other");
      eventually(() -> assertThat(watch.told()).endsWith("ADDED " + OTHER));
      delete(MOVER);
      delete(OTHER);
      put(LAST, "web", "mark-last");

      eventually(() ->
          assertThat(watch.told())
              .containsExactly(
                  "ADDED " + MOVER,
                  "DELETED " + MOVER,
                  "ADDED " + OTHER,
                  "DELETED " + OTHER,
                  "ADDED " + LAST));
      assertThat(String.join("\n", watch.lines)).doesNotContain("mark-ops", "\"team\":\"ops\"");
      JsonPath left =
          watch.events().stream()
              .filter(event -> event.getString("type").equals("DELETED"))
              .findFirst()
              .orElseThrow();
      assertThat(left.getString("object.metadata.labels.team")).isEqualTo("web");
    }
  }

  /** The change by which it left was already followed by others when the client came again. */
  @Test
  void whoComesAgainHearsWhatLeftMeanwhile() throws Exception {
    put(MOVER, "web", "mark-web");
    String version =
        request()
            .auth()
            .oauth2(token)
            .get("/apis/berth.dev/v1/apps")
            .path("metadata.resourceVersion");
    put(MOVER, "ops", "mark-ops-1");
    put(MOVER, "ops", "mark-ops-2");
    delete(MOVER);
    put(LAST, "web", "mark-last");

    try (Watch watch = new Watch("/apis/berth.dev/v1/apps?watch=true&resourceVersion=" + version)) {
      eventually(
          () -> assertThat(watch.told()).containsExactly("DELETED " + MOVER, "ADDED " + LAST));
      assertThat(String.join("\n", watch.lines)).doesNotContain("mark-ops");
    }
  }

  @Test
  void oneAppOfOthersIsFollowedInVain() throws Exception {
    put(OTHER, "ops", "mark-ops");
    try (Watch watch = new Watch("/v1/apps/" + OTHER + "?watch=true")) {
      put(OTHER, "ops", "mark-ops-2");
      put(OTHER, "web", "mark-web");

      eventually(() -> assertThat(watch.told()).containsExactly("ADDED " + OTHER));
      assertThat(String.join("\n", watch.lines)).doesNotContain("mark-ops");
    }
  }

  @Test
  void theEventsOfAnAppEndWhenItLeaves() throws Exception {
    put(MOVER, "web", "mark-web");
    HttpResponse<Stream<String>> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://localhost:"
                            + RestAssured.port
                            + "/v1/apps/"
                            + MOVER
                            + "/events?watch=true"))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofLines());
    put(MOVER, "ops", "mark-ops");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().toList()).doesNotContain("mark-ops");
  }
}
