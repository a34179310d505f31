package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.EventLog;
import dev.berth.status.AppEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 22: what happened, over all apps: who follows it misses nothing and sees only his own. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class EventsScenario extends Scenario {
  private static final String ONE = "events-one";
  private static final String TWO = "events-two";

  @Inject EventLog eventLog;

  private String token = "";

  @BeforeEach
  void startTwo() throws IOException {
    token = Files.readString(home.resolve("admin-token")).strip();
    apply(manifest(ONE, "web"));
    apply(manifest(TWO, "ops"));
  }

  @AfterEach
  void remove() throws IOException {
    delete(ONE);
    delete(TWO);
  }

  private static String manifest(String name, String team) {
    return """
    {apiVersion: berth.dev/v1, kind: App, metadata: {name: %s, labels: {team: %s}},
      spec: {image: "alpine:3", command: [sleep, "1000"], stop_grace_period: 0s}}
    """
        .formatted(name, team);
  }

  private List<Map<String, Object>> items(String query) throws IOException {
    Response answer = request().get("/v1/events?" + query);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.path("items");
  }

  private void happens(String app, String reason) {
    eventLog.append(AppEvent.now(app, Instant.EPOCH, true, reason, "said by the test"));
  }

  /** Data of the events that a client reads up to some words, and the last id. */
  private record Heard(List<JsonPath> events, String lastId) {
    static Heard of(Following stream, String words) throws IOException {
      List<JsonPath> events = new ArrayList<>();
      String id = "";
      for (String line : stream.until(words)) {
        id = line.startsWith("id: ") ? line.substring(4) : id;
        if (line.startsWith("data: ")) {
          events.add(JsonPath.from(line.substring(6)));
        }
      }
      return new Heard(events, id);
    }

    List<String> told() {
      return events.stream()
          .map(e ->
              e.getString("type")
                  + " "
                  + e.getString("object.app")
                  + " "
                  + e.getString("object.reason"))
          .toList();
    }
  }

  @Test
  void listsThemOfAllAppsOrOfSome() throws IOException {
    happens(ONE, "TestFailed");

    assertThat(items("limit=5000")).extracting("app").contains(ONE, TWO);
    assertThat(items("app=" + TWO)).extracting("app").containsOnly(TWO);
    assertThat(items("service=" + TWO + "&reason=ContainerStarted"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event).containsEntry("service", TWO).containsEntry("type", "Normal");
          assertThat(event).containsEntry("container", container(TWO, TWO).name());
        });
    assertThat(items("type=Warning&labelSelector=team=web"))
        .extracting("reason")
        .containsOnly("TestFailed");
    assertThat(request().get("/v1/events?type=Bad").statusCode()).isEqualTo(400);
    assertThat(request().get("/v1/events?continue=djE6YQ").statusCode()).isEqualTo(400);
    assertThat(request().get("/v1/events?watch=true&resourceVersion=x").statusCode())
        .isEqualTo(400);
  }

  @Test
  void pagesLeadBackToTheFirst() throws IOException {
    List<Object> all = new ArrayList<>(items("limit=5000").stream().map(e -> e.get("id")).toList());
    List<Object> paged = new ArrayList<>();
    String next = "";
    do {
      JsonPath page = request().get("/v1/events?limit=3" + next).jsonPath();
      paged.addAll(0, page.getList("items.id"));
      String more = page.getString("metadata.continue");
      next = more == null ? "" : "&continue=" + more;
    } while (!next.isEmpty());

    assertThat(paged).isEqualTo(all);
  }

  /** An old event that is counted up comes after newer ones, and is not lost to who comes again. */
  @Test
  void whoComesAgainHearsWhatHappenedMeanwhileAndNothingTwice() throws IOException {
    happens(ONE, "First");
    String version = request().get("/v1/events").path("metadata.resourceVersion");
    happens(TWO, "Second");
    happens(ONE, "First");
    String lastId;
    try (Following stream =
        Following.of("/v1/events?watch=true&type=Warning&resourceVersion=" + version, token)) {
      assertThat(stream.head()).first().asString().contains(" 200 ");
      Heard heard = Heard.of(stream, "\"MODIFIED\"");
      assertThat(heard.told())
          .containsExactly("ADDED " + TWO + " Second", "MODIFIED " + ONE + " First");
      lastId = heard.lastId();
    }
    happens(TWO, "Third");

    try (Following stream =
        Following.of("/v1/events?watch=true&type=Warning", token, "Last-Event-ID: " + lastId)) {
      stream.head();
      assertThat(Heard.of(stream, "Third").told()).containsExactly("ADDED " + TWO + " Third");
    }
  }

  @Test
  void aStreamWithoutAVersionBeginsWithTheLastOnesAndGoesOn() throws IOException {
    happens(ONE, "Before");
    try (Following stream = Following.of("/v1/events?watch=true&limit=1", token)) {
      stream.head();
      assertThat(Heard.of(stream, "Before").told()).containsExactly("ADDED " + ONE + " Before");
      happens(TWO, "After");

      assertThat(Heard.of(stream, "After").told()).containsExactly("ADDED " + TWO + " After");
    }
  }

  @Test
  void aTokenForSomeAppsSeesEventsOfNoOthers() throws IOException {
    String web =
        request()
            .body("{role: viewer, labelSelector: team=web}")
            .put("/v1/tokens/events-web?renew=true")
            .path("token");
    happens(TWO, "Hidden");
    happens(ONE, "Shown");

    JsonPath list = request().auth().oauth2(web).get("/v1/events?limit=5000").jsonPath();
    assertThat(list.getList("items.app")).contains(ONE).containsOnly(ONE);
    try (Following stream = Following.of("/v1/events?watch=true&limit=1", web)) {
      stream.head();
      happens(TWO, "Hidden");
      happens(ONE, "Later");
      assertThat(Heard.of(stream, "Later").told())
          .containsExactly("ADDED " + ONE + " Shown", "ADDED " + ONE + " Later");
    } finally {
      request().delete("/v1/tokens/events-web");
    }
  }
}
