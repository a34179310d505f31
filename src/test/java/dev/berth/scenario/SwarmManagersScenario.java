package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Swarm of three managers of which one is lost, or stands still: the long form, dev/swarm. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@EnabledIfSystemProperty(named = "swarm.long", matches = "true")
class SwarmManagersScenario extends Scenario {
  private static final String APP = "lab-three";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private SwarmLab lab;

  @BeforeEach
  void aSwarm() throws Exception {
    lab = SwarmLab.start(3, "alpine:3");
    Response answer =
        request()
            .body("{spec: {host: '%s', type: swarm}}".formatted(lab.host()))
            .put("/v1/engines/three");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    soon(() -> assertThat(engine().getBoolean("status.reachable")).isTrue());
    assertThat(engine().getInt("status.managers")).isEqualTo(3);
    put("World");
  }

  @AfterEach
  void leaveNothing() throws Exception {
    Response gone = request().delete("/v1/apps/" + APP + "?wait=ready&timeout=60s");
    request().delete("/v1/engines/three");
    lab.close();
    assertThat(gone.statusCode()).as(gone.asString()).isIn(200, 404);
  }

  private static void soon(ThrowingRunnable check) {
    await().atMost(LIMIT).ignoreExceptions().untilAsserted(check);
  }

  private JsonPath engine() throws IOException {
    return request().get("/v1/engines/three").jsonPath();
  }

  private Response put(String name, String query) throws IOException {
    return request()
        .body(
            """
            name: %s
            placement: {engine: three}
            services:
              web:
                image: alpine:3
                command: [sleep, '100000']
                init: true
                stop_grace_period: 0s
                environment: {NAME: %s}
                replicas: 3
            """
                .formatted(APP, name))
        .put("/v1/apps/" + APP + query);
  }

  private void put(String name) throws IOException {
    Response answer = put(name, "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private String reason() throws IOException {
    JsonPath app = request().get("/v1/apps/" + APP).jsonPath();
    return app.getString("status.phase")
        + " "
        + app.getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  private String environment() throws IOException {
    return lab.docker(
            "service inspect --format '{{.Spec.TaskTemplate.ContainerSpec.Env}}'", APP + "_web")
        .text();
  }

  /** Whoever led the managers, the others choose another one. */
  @Test
  void withoutOneOfTheOthersItGoesOn() throws Exception {
    lab.node(3).powerOff();
    soon(() -> assertThat(lab.running(APP + "_web")).hasSize(3).doesNotContain("n3"));
    soon(() -> assertThat(reason()).isEqualTo("Running AllReady"));
    put("Moon");
    assertThat(environment()).isEqualTo("[NAME=Moon]");

    lab.node(3).powerOn();
    lab.awaitNodes(List.of("Ready", "Ready", "Ready"));
    soon(() -> assertThat(engine().getList("status.nodes.state")).containsOnly("ready"));
    put("Mars");
  }

  /** What it kept goes on, and what was declared meanwhile is made so afterwards. */
  @Test
  void aManagerThatStandsStillIsToldAndItsAppsAreKeptAgain() throws Exception {
    lab.node(1).signal("STOP");
    try {
      soon(() -> assertThat(reason()).isEqualTo("Unknown EngineUnreachable"));
      assertThat(engine().getBoolean("status.reachable")).isFalse();
      assertThat(put("Moon", "").statusCode()).isEqualTo(200);
      assertThat(request().get("/health/ready").statusCode()).isEqualTo(200);
    } finally {
      lab.node(1).signal("CONT");
    }
    soon(() -> assertThat(reason()).isEqualTo("Running AllReady"));
    assertThat(environment()).isEqualTo("[NAME=Moon]");
    assertThat(lab.running(APP + "_web")).hasSize(3);
  }

  /** Without most of the managers nobody can change anything, and nobody says that all is well. */
  @Test
  void withoutMostOfThemNothingIsGuessed() throws Exception {
    lab.node(2).powerOff();
    lab.node(3).powerOff();
    soon(() -> assertThat(reason()).isEqualTo("Unknown EngineUnreachable"));
    assertThat(put("Moon", "").statusCode()).isEqualTo(200);

    lab.node(2).powerOn();
    lab.node(3).powerOn();
    lab.awaitNodes(List.of("Ready", "Ready", "Ready"));
    soon(() -> {
      assertThat(reason()).isEqualTo("Running AllReady");
      assertThat(environment()).isEqualTo("[NAME=Moon]");
    });
  }
}
