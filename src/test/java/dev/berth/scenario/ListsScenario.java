package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 22: lists of many apps are asked for what somebody looks at. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ListsScenario extends Scenario {
  private static final String SLIM = "&fields=metadata.name,status.phase";

  @BeforeEach
  void oneRunsAndTwoAreStopped() throws IOException {
    apply("{name: lists-up, image: 'alpine:3', command: [sleep, '1000'], stop_grace_period: 0s}");
    for (String name : List.of("lists-a", "lists-b")) {
      request()
          .body("{name: " + name + ", state: Stopped, image: 'alpine:3'}")
          .post("/v1/apps?wait=ready");
    }
  }

  @AfterEach
  void remove() throws IOException {
    for (String name : List.of("lists-up", "lists-a", "lists-b")) {
      delete(name);
    }
  }

  private JsonPath list(String query) throws IOException {
    Response answer = bare().get("/v1/apps?" + query);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  private static List<String> names(JsonPath list) {
    return list.<String>getList("items.metadata.name").stream()
        .filter(name -> name.startsWith("lists-"))
        .toList();
  }

  @Test
  void filtersByPhaseBeforeItIsCutIntoParts() throws IOException {
    JsonPath first = list("phase=Stopped&limit=1");
    JsonPath second = list("phase=Stopped&limit=1&continue=" + first.get("metadata.continue"));

    assertThat(names(first)).containsExactly("lists-a");
    assertThat(first.getInt("metadata.remainingItemCount")).isEqualTo(1);
    assertThat(names(second)).containsExactly("lists-b");
    assertThat(names(list("phase=Running"))).containsExactly("lists-up");
    assertThat(names(list("phase=Running,Stopped")))
        .containsExactly("lists-a", "lists-b", "lists-up");
    assertThat(bare().get("/v1/apps?phase=Runing").asString()).contains("Degraded", "400");
    assertThat(bare().get("/v1/apps?phase=Failed&watch=true").statusCode()).isEqualTo(400);
  }

  @Test
  void slimListsAndWatchesHaveTheNamedFieldsAlone() throws IOException {
    assertThat(list("phase=Running" + SLIM).<Object>get("items[0]"))
        .hasToString("{metadata={name=lists-up}, status={phase=Running}}");
    assertThat(bare().get("/v1/apps?fields=a..b").statusCode()).isEqualTo(400);
    String token = Files.readString(home.resolve("admin-token")).strip();
    try (Following stream = Following.of("/v1/apps?watch=true" + SLIM, token)) {
      stream.head();
      assertThat(stream.until("lists-up"))
          .last()
          .isEqualTo(
              "data: {\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"lists-up\"},"
                  + "\"status\":{\"phase\":\"Running\"}}}");
    }
  }

  @Test
  void containersAreThoseOfAnAppAndAService() throws IOException {
    assertThat(containers("app=lists-up")).containsExactly("lists-up");
    assertThat(containers("app=lists-up&service=lists-up")).containsExactly("lists-up");
    assertThat(containers("app=lists-up&service=other")).isEmpty();
    assertThat(containers("app=lists-a&all=true")).isEmpty();
  }

  private List<String> containers(String query) throws IOException {
    return request().get("/v1/containers?" + query).path("items.app");
  }
}
