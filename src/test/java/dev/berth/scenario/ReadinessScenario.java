package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an app counts as ready, and what becomes of one that does not. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ReadinessScenario extends Scenario {
  private static final String APP = "late-riser";
  private static final int PORT = 21994;

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
  }

  private Response post(String manifest) throws IOException {
    return request().body(manifest).post("/v1/apps?wait=ready&timeout=30s");
  }

  @Test
  void aPublishedPortHasToAccept() throws Exception {
    Response ready =
        post(
            """
            name: %s
            image: alpine:3
            command: [sh, -c, "sleep 2; exec httpd -f -p 80"]
            stop_grace_period: 1s
            ports: ["127.0.0.1:%d:80"]
            """
                .formatted(APP, PORT));
    int code = given().get("http://127.0.0.1:" + PORT + "/").statusCode();

    assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(201);
    assertThat(code).as("the first request after ready is answered").isEqualTo(404);
  }

  @Test
  void aDependentWaitsForAnExposedPort() throws Exception {
    Response ready =
        post(
            """
            name: %s
            services:
              back:
                image: alpine:3
                command: [sh, -c, "sleep 2; exec httpd -f -p 80"]
                stop_grace_period: 1s
                expose: [80]
              front:
                image: alpine:3
                command: [sh, -c, "wget -q -O - http://back/ 2>&1 | grep 404 && exec sleep 1000"]
                init: true
                stop_grace_period: 1s
                depends_on: {back: {condition: service_ready}}
            """
                .formatted(APP));

    assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(201);
    assertThat(ready.jsonPath().getInt("status.services.front.containers[0].restarts")).isZero();
  }

  @Test
  void aCheckThatNeverPassesEndsInTime() throws Exception {
    Response late =
        post(
            """
            name: %s
            image: alpine:3
            command: [sh, -c, "echo I am looking for my glasses; exec sleep 1000"]
            init: true
            stop_grace_period: 1s
            healthcheck: {test: "echo cannot read; exit 3", interval: 30s}
            rollout: {readyTimeout: 3s}
            """
                .formatted(APP));

    assertThat(late.statusCode()).as(late.asString()).isEqualTo(504);
    assertThat(late.jsonPath().getString("reason")).isEqualTo("ReadyTimeout");
    assertThat(late.jsonPath().getString("detail"))
        .contains("not ready after 3 s", "exited 3: cannot read", "I am looking for my glasses");
  }

  @Test
  void aHungContainerIsRestarted() throws Exception {
    apply(
        """
        name: %s
        image: alpine:3
        command: [sh, -c, "touch /ok; exec sleep 1000"]
        init: true
        stop_grace_period: 1s
        healthcheck: {test: "test -f /ok", interval: 1s, timeout: 1s, retries: 2}
        """
            .formatted(APP));
    ContainerView before = container(APP, APP);
    docker("exec", before.id(), "rm", "/ok");

    eventually(() -> {
      ContainerView now = container(APP, APP);
      assertThat(now.id()).isEqualTo(before.id());
      assertThat(now.isRunning()).isTrue();
      assertThat(now.life().startedAt()).isNotEqualTo(before.life().startedAt());
    });
    awaitReady(APP);
    assertThat(request().get("/v1/apps/" + APP + "/events").jsonPath().getList("items.message"))
        .anySatisfy(message -> assertThat((String) message).contains(": unhealthy"));
  }

  /** It was up for a blink; that is not what anybody would call ready. */
  @Test
  void whoDiesRightAfterItsStartWasNeverReady() throws Exception {
    Response failed =
        post(
            """
            name: %s
            image: alpine:3
            command: [sh, -c, "sleep 0.3; echo I have no legs; exit 3"]
            restart: "no"
            """
                .formatted(APP));

    assertThat(failed.statusCode()).as(failed.asString()).isEqualTo(504);
    assertThat(failed.jsonPath().getString("reason")).isEqualTo("ContainerFailed");
    eventually(() ->
        assertThat(
                request()
                    .get("/v1/apps/" + APP)
                    .jsonPath()
                    .getString("status.conditions.find { it.type == 'Ready' }.message"))
            .contains("exited 3", "its last lines:\nI have no legs"));
  }

  @Test
  void whatWasToBeDoneOnceIsReadyWhenItIsDone() throws Exception {
    Response done =
        post(
            """
            name: %s
            image: alpine:3
            command: [sh, -c, "sleep 0.3"]
            restart: "no"
            """
                .formatted(APP));

    assertThat(done.statusCode()).as(done.asString()).isEqualTo(201);
    assertThat(done.jsonPath().getString("status.conditions.find { it.type == 'Ready' }.reason"))
        .isEqualTo("Completed");
  }
}
