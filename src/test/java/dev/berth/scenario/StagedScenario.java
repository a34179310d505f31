package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions that get their requests in stages, on the real engine, with everybody asking. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class StagedScenario extends Scenario {
  private static final String APP = "staged";
  private static final int PORT = 21872;

  /** By which a share can be told from another. */
  private static final long ENOUGH = 600;

  /** What was asked before, and takes a second, is answered by whom it was asked. */
  private static final double ALMOST = 98;

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
  }

  private Response put(String version, String rollout, String query) throws IOException {
    return request()
        .body(RevolvingPage.manifest(APP, PORT, version, 2, rollout))
        .put("/v1/apps/" + APP + query);
  }

  private void good(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private void say(String action) throws IOException {
    good(request().body("{action: " + action + "}").post("/v1/apps/" + APP + "/rollout"));
  }

  private JsonPath status() throws IOException {
    return request().get("/v1/apps/" + APP).jsonPath();
  }

  private String reason() throws IOException {
    return status().getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  private List<ContainerView> webs() {
    return engine.containers(Map.of(Ownership.APP, APP, Ownership.SERVICE, APP));
  }

  private void awaitShare(int share) throws Exception {
    eventually(() ->
        assertThat(status().getInt("status.services." + APP + ".rollout.share"))
            .as(status().prettify())
            .isEqualTo(share));
  }

  /** Percent of what is answered from now on. */
  private static double share(Visitors visitors, String version) throws Exception {
    Map<String, Long> before = visitors.answers();
    long since = visitors.answered();
    eventually(() -> assertThat(visitors.answered()).isGreaterThan(since + ENOUGH));
    Map<String, Long> now = visitors.answers();
    long asked = now.getOrDefault(version, 0L) - before.getOrDefault(version, 0L);
    return 100.0 * asked / (visitors.answered() - since);
  }

  @Test
  void aCanaryGetsItsShareAndNothingIsLost() throws Exception {
    String canary =
        "strategy: Canary, canary: {steps: [{weight: 10, pause: manual}, {weight: 50, pause:"
            + " manual}]}";
    good(put("one", canary, "?wait=ready&timeout=120s"));
    try (Visitors visitors = new Visitors(PORT)) {
      good(put("two", canary, ""));
      awaitShare(10);
      assertThat(share(visitors, "two")).isBetween(6.0, 14.0);
      assertThat(webs()).as("two of the old version, one of the new").hasSize(3);
      say("resume");
      awaitShare(50);
      assertThat(share(visitors, "two")).isBetween(40.0, 60.0);
      say("resume");
      awaitReady(APP);
      assertThat(share(visitors, "two")).isGreaterThan(ALMOST);
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
    }
    assertThat(webs()).hasSize(2);
  }

  @Test
  void aCanaryThatFailsGoesByItself() throws Exception {
    String canary =
        "strategy: Canary, canary: {steps: [{weight: 10, pause: 1h}], analysis: {maxErrorRate: 5%,"
            + " minRequests: 40}}";
    good(put("one", canary, "?wait=ready&timeout=120s"));
    try (Visitors visitors = new Visitors(PORT)) {
      good(put("two, FAILS: often", canary, ""));
      eventually(() -> assertThat(reason()).isEqualTo("RolledBack"));
      assertThat(share(visitors, "one")).isGreaterThan(ALMOST);
      visitors.close();

      assertThat(visitors.lost()).isNotEmpty().allMatch(lost -> lost.contains(" 500 "));
      assertThat(visitors.lost().size()).isLessThan((int) (visitors.answered() / 10));
    }
    assertThat(status().getString("status.quarantine.reason")).isEqualTo("AnalysisFailed");
    assertThat(status().getString("status.quarantine.message")).contains("requests (");
    assertThat(webs()).hasSize(2);
  }

  @Test
  void blueAndGreenGoOverAtOnceAndBack() throws Exception {
    String byHand = "strategy: BlueGreen, blueGreen: {promote: manual, keepOld: 10m}";
    good(put("one", byHand, "?wait=ready&timeout=120s"));
    List<String> old = webs().stream().map(ContainerView::id).sorted().toList();
    try (Visitors visitors = new Visitors(PORT)) {
      good(put("two", byHand, ""));
      eventually(() -> assertThat(reason()).isEqualTo("Paused"));
      assertThat(visitors.answers()).as("before it is promoted").containsOnlyKeys("one");
      say("promote");
      awaitReady(APP);
      assertThat(share(visitors, "two")).isGreaterThan(ALMOST);
      good(
          request()
              .body("{action: abort}")
              .post("/v1/apps/" + APP + "/rollout?wait=ready&timeout=60s"));
      assertThat(reason()).isEqualTo("RolledBack");
      assertThat(share(visitors, "one")).isGreaterThan(ALMOST);
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
    }
    assertThat(webs().stream().map(ContainerView::id).sorted()).isEqualTo(old);
  }
}
