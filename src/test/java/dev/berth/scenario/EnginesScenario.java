package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Issue 23, part 3: two engines, apps on both, and one of them that goes. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class EnginesScenario extends Scenario {
  private static final String HERE = "eng-here";
  private static final String FAR = "eng-far";

  private final SecondEngine second = SecondEngine.shared();

  @BeforeAll
  static void images() throws Exception {
    SecondEngine.shared().load("alpine:3");
  }

  @AfterAll
  static void end() {
    SecondEngine.shared().close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (String app : List.of(HERE, FAR)) {
      request().delete("/v1/apps/" + app + "?volumes=delete&wait=ready");
    }
    request().delete("/v1/engines/e2");
  }

  private void declare() throws Exception {
    Response answer =
        request().body("{spec: {host: '%s'}}".formatted(second.host())).put("/v1/engines/e2");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isTrue());
  }

  private JsonPath engineStatus() throws IOException {
    return request().get("/v1/engines/e2").jsonPath();
  }

  private static String manifest(String app, String rest) {
    return "{name: %s, image: 'alpine:3', command: [sleep, '100000'], init: true, stop_grace_period: 0s%s}"
        .formatted(app, rest.isEmpty() ? "" : ", " + rest);
  }

  private static String on(String engine) {
    return "placement: {engine: " + engine + "}";
  }

  private String there(String app) throws Exception {
    return second
        .docker("ps", "--no-trunc", "--format", "{{.ID}}", "--filter", "label=" + Ownership.APP + "=" + app)
        .text();
  }

  private List<?> here(String app) {
    return engine.containers(Map.of(Ownership.APP, app));
  }

  private String state(String app) throws IOException {
    JsonPath answer = request().get("/v1/apps/" + app).jsonPath();
    return answer.getString("status.phase")
        + " "
        + answer.getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  private void put(String app, String rest) throws IOException {
    Response answer =
        request().body(manifest(app, rest)).put("/v1/apps/" + app + "?wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  @Test
  void anAppLiesWhereItIsPlacedAndIsKeptThere() throws Exception {
    declare();
    assertThat(engineStatus().getString("status.version")).isNotEmpty();
    assertThat(engineStatus().getInt("status.capacity.cpus")).isPositive();
    put(FAR, on("e2"));

    String first = there(FAR);
    assertThat(first).hasSize(64);
    assertThat(here(FAR)).isEmpty();
    assertThat(engineStatus().getList("status.apps")).containsExactly(FAR);

    second.docker("rm", "-f", first);
    eventually(() -> assertThat(there(FAR)).hasSize(64).isNotEqualTo(first));
    Response logs = request().get("/v1/apps/" + FAR + "/logs");
    assertThat(logs.statusCode()).isEqualTo(200);
    assertThat(request().get("/v1/containers").jsonPath().getList("items.app")).contains(FAR);

    Response kept = request().delete("/v1/engines/e2");
    assertThat(kept.statusCode()).isEqualTo(409);
    assertThat(kept.asString()).contains(FAR);
    request().delete("/v1/apps/" + FAR + "?wait=ready");
    assertThat(there(FAR)).isEmpty();
    assertThat(request().delete("/v1/engines/e2").statusCode()).isEqualTo(200);
  }

  @Test
  void documentsOfOneApplyComeInAnyOrder() throws Exception {
    Response answer = request().body(manifest(FAR, on("e2"))).post("/v1/apps");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    eventually(() -> assertThat(state(FAR)).isEqualTo("Pending EngineNotFound"));
    assertThat(request().get("/v1/apps/" + FAR).asString()).contains("placement.engine", "local");

    declare();
    awaitReady(FAR);
    assertThat(there(FAR)).hasSize(64);
  }

  @Test
  void anAppMovesWithoutAGapAndLeavesItsDataOnlyWhenTold() throws Exception {
    declare();
    put(FAR, "");
    assertThat(here(FAR)).hasSize(1);

    put(FAR, on("e2"));
    assertThat(there(FAR)).hasSize(64);
    eventually(() -> assertThat(here(FAR)).isEmpty());
    assertThat(engine.networks(Map.of(Ownership.APP, FAR))).isEmpty();

    put(FAR, on("local"));
    eventually(() -> assertThat(there(FAR)).isEmpty());
    assertThat(here(FAR)).hasSize(1);

    // What cannot start there stays where it is.
    request().body(manifest(FAR, on("e2") + ", entrypoint: [/none]")).put("/v1/apps/" + FAR);
    eventually(() -> assertThat(state(FAR)).doesNotContain("AllReady"));
    assertThat(here(FAR)).hasSize(1);

    put(FAR, "volumes: ['data:/data']");
    Response refused =
        request().body(manifest(FAR, "volumes: ['data:/data'], " + on("e2"))).put("/v1/apps/" + FAR);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.asString()).contains("placement.engine", "data", "abandonVolumes");
    put(FAR, "volumes: ['data:/data'], placement: {engine: e2, abandonVolumes: true}");
    eventually(() -> assertThat(here(FAR)).isEmpty());
    assertThat(engine.volumes(Map.of(Ownership.APP, FAR))).hasSize(1);
    docker("volume", "rm", FAR + "_data");
  }

  @Test
  void oneEngineThatIsLostStopsNoOther() throws Exception {
    declare();
    put(HERE, "");
    put(FAR, on("e2"));
    String far = there(FAR);

    second.kill();
    eventually(() -> assertThat(state(FAR)).isEqualTo("Unknown EngineUnreachable"));
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isFalse());
    assertThat(engineStatus().getString("status.message")).isNotEmpty();
    Response ready = given().get("/health/ready");
    assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(200);
    assertThat(ready.asString()).contains("e2");
    for (int round = 0; round < 3; round++) {
      String before = container(HERE, HERE).id();
      docker("rm", "-f", before);
      eventually(() -> assertThat(container(HERE, HERE).id()).isNotEqualTo(before));
      awaitReady(HERE);
    }
    request().body(manifest(FAR, on("e2") + ", environment: {A: b}")).put("/v1/apps/" + FAR);

    second.comeBack();
    awaitReady(FAR);
    eventually(() -> assertThat(there(FAR)).hasSize(64).isNotEqualTo(far));
    assertThat(engineStatus().getBoolean("status.reachable")).isTrue();
  }

  @Test
  void rubbishIsRefusedWithTheWayOut() throws Exception {
    for (String[] row :
        new String[][] {
          {"{spec: {}}", "spec.host"},
          {"{spec: {host: 'ssh://me@far'}}", "ssh -N -L"},
          {"{spec: {host: 'http://x:1'}}", "tcp://HOST:PORT"},
          {"{spec: {host: 'tcp://x:99999'}}", "spec.host"},
          {"{spec: {host: 'unix:///x', tls: {secret: s}}}", "spec.tls"},
          {"{spec: {host: 'tcp://x:1', tls: {}}}", "ca, cert and key"},
          {"{spec: {host: 'tcp://x:1', type: swarm}}", "spec.type"},
          {"{spec: {host: 'tcp://x:1', suspend: 1}}", "spec.suspend"},
          {"{spec: {host: 'tcp://x:1', ports: 1}}", "spec.ports"},
        }) {
      Response answer = request().body(row[0]).put("/v1/engines/e2");
      assertThat(answer.statusCode()).as(row[0] + answer.asString()).isEqualTo(422);
      assertThat(answer.asString()).contains(row[1]);
    }
    Response local = request().body("{spec: {host: 'unix:///x'}}").put("/v1/engines/local");
    assertThat(local.statusCode()).isEqualTo(422);
    Response app = request().body(manifest(FAR, "placement: {motor: x}")).post("/v1/apps");
    assertThat(app.asString()).contains("placement.motor", "engine");
  }
}
