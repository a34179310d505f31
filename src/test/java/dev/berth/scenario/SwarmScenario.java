package dev.berth.scenario;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 23, part 4: apps as services of a Swarm, kept as declared. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class SwarmScenario extends Scenario {
  private static final String APP = "sw-shop";

  private final SecondEngine second = SecondEngine.shared();

  @BeforeAll
  static void swarm() throws Exception {
    SecondEngine manager = SecondEngine.shared();
    manager.load("alpine:3 redis:7 python:3-slim");
    manager.docker("swarm init --advertise-addr 127.0.0.1 --listen-addr 127.0.0.1:2377");
  }

  @AfterAll
  static void end() {
    SecondEngine.shared().close();
  }

  @BeforeEach
  void declare() throws Exception {
    Response answer =
        request()
            .body("{spec: {host: '%s', type: swarm}}".formatted(second.host()))
            .put("/v1/engines/far");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isTrue());
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Response gone = request().delete("/v1/apps/" + APP + "?volumes=delete&wait=ready&timeout=60s");
    assertThat(gone.statusCode()).as(gone.asString()).isIn(200, 404);
    assertThat(there("service", "{{.Name}}")).isEmpty();
    assertThat(there("network", "{{.Name}}")).isEmpty();
    assertThat(there("secret", "{{.Name}}")).isEmpty();
    assertThat(there("config", "{{.Name}}")).isEmpty();
    request().delete("/v1/engines/far");
  }

  private JsonPath engineStatus() throws IOException {
    return request().get("/v1/engines/far").jsonPath();
  }

  private String there(String what, String format) throws Exception {
    return second
        .docker(what, "ls", "--format", "'" + format + "'", "--filter", "name=" + APP)
        .text();
  }

  private String inspect(String service, String format) throws Exception {
    return second
        .docker("service", "inspect", "--format", "'" + format + "'", APP + "_" + service)
        .text();
  }

  private String version(String service) throws Exception {
    return inspect(service, "{{.Version.Index}}");
  }

  private String tasks(String service) throws Exception {
    return second
        .docker(
            "service",
            "ps",
            "-q",
            "--no-trunc",
            "--filter",
            "desired-state=running",
            APP + "_" + service)
        .text();
  }

  private static String manifest(String rest) {
    return """
    name: sw-shop
    placement: {engine: far}
    services:
      web:
        image: alpine:3
        command: [sh, -c, 'echo began $NAME; exec sleep 100000']
        init: true
        stop_grace_period: 0s
    %s
    """
        .formatted(rest.indent(4).stripTrailing());
  }

  private Response put(String manifest) throws IOException {
    return request().body(manifest).put("/v1/apps/" + APP + "?wait=ready&timeout=60s");
  }

  private void applied(String rest) throws IOException {
    Response answer = put(manifest(rest));
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private String state() throws IOException {
    JsonPath answer = request().get("/v1/apps/" + APP).jsonPath();
    return answer.getString("status.phase")
        + " "
        + answer.getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  @Test
  void anAppIsMadeScaledChangedAndLeftAlone() throws Exception {
    assertThat(engineStatus().getString("status.type")).isEqualTo("swarm");
    assertThat(engineStatus().getList("status.nodes.state")).containsExactly("ready");

    applied("environment: {NAME: World}");
    assertThat(state()).isEqualTo("Running AllReady");
    JsonPath app = request().get("/v1/apps/" + APP).jsonPath();
    assertThat(app.getString("status.services.web.containers[0].name")).isEqualTo("sw-shop_web.1");
    assertThat(app.getString("status.services.web.containers[0].node")).isNotEmpty();
    assertThat(second.docker("stack", "ps", "-q", APP).text()).isNotEmpty();

    String settled = version("web");
    String first = tasks("web");
    applied("environment: {NAME: World}");
    applied("environment: {NAME: World}\nreplicas: 3");
    assertThat(tasks("web").lines()).hasSize(3).contains(first);

    String scaled = version("web");
    assertThat(scaled).isNotEqualTo(settled);
    request().get("/v1/apps/" + APP + "/plan");
    applied("environment: {NAME: Moon}\nreplicas: 3");
    assertThat(tasks("web").lines()).hasSize(3).doesNotContain(first);
    eventually(() ->
        assertThat(request().get("/v1/apps/" + APP + "/logs").asString()).contains("began Moon"));

    assertThat(request().get("/v1/apps/" + APP + "/plan").asString()).contains("\"actions\":[]");
    request().post("/v1/apps/" + APP + "/stop?wait=ready");
    eventually(() -> assertThat(state()).isEqualTo("Stopped Stopped"));
    assertThat(tasks("web")).isEmpty();
    request().post("/v1/apps/" + APP + "/start");
    awaitReady(APP);
  }

  @Test
  void whatOthersChangeIsPutRightOnceAndNothingElseIsWritten() throws Exception {
    applied("environment: {NAME: World}");
    second.docker("service update -d --env-add NAME=Wrold --replicas 2 sw-shop_web");
    eventually(() ->
        assertThat(inspect("web", "{{.Spec.TaskTemplate.ContainerSpec.Env}}"))
            .isEqualTo("[NAME=World]"));
    awaitReady(APP);
    assertThat(tasks("web").lines()).hasSize(1);
    assertThat(request().get("/v1/apps/" + APP + "/events").asString())
        .contains("DriftFound", "environment.NAME: want World, have Wrold");

    eventually(() -> assertThat(inspect("web", "{{.UpdateStatus.State}}")).isEqualTo("completed"));
    String version = version("web");
    for (int round = 0; round < 3; round++) {
      request().post("/v1/apps?dryRun=true");
      awaitReady(APP);
      applied("environment: {NAME: World}");
    }
    assertThat(version("web")).isEqualTo(version);

    second.docker("service rm sw-shop_web");
    eventually(() -> assertThat(tasks("web").lines()).hasSize(1));
    awaitReady(APP);
  }

  @Test
  void anImageThatIsMissingIsRolledBackAndPutInQuarantine() throws Exception {
    applied("environment: {NAME: World}");
    String before = tasks("web");
    String bad =
        manifest("environment: {NAME: World}").replace("alpine:3", "sw-none:1")
            + "rollout: {autoRollback: true}\n";
    put(manifest("environment: {NAME: World}") + "rollout: {autoRollback: true}\n");
    put(bad);
    eventually(() -> assertThat(state()).isEqualTo("Running RolledBack"));
    assertThat(request().get("/v1/apps/" + APP).asString()).contains("ImageNotFound", "sw-none:1");
    assertThat(inspect("web", "{{.Spec.TaskTemplate.ContainerSpec.Image}}")).isEqualTo("alpine:3");
    assertThat(before).isNotEmpty();
    assertThat(request().get("/v1/apps/" + APP + "/events").asString())
        .contains("RolledBack", "TaskFailed");

    Response answer =
        put(
            manifest("environment: {NAME: World}").replace("[sh, -c,", "[sh, -x, nothing,")
                + "rollout: {autoRollback: true}\n");
    assertThat(answer.asString()).contains("sw-shop");
    eventually(() -> assertThat(state()).isEqualTo("Running RolledBack"));
  }

  @Test
  void whatASwarmCannotDoIsRefusedWithTheWayOut() throws Exception {
    for (List<String> row :
        List.of(
            List.of("privileged: true", "services.web.privileged"),
            List.of("volumes: ['/etc:/etc']", "services.web.volumes"),
            List.of("network_mode: host", "services.web.network_mode"))) {
      Response answer = put(manifest(row.getFirst()));
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
      assertThat(answer.asString()).contains(row.getLast());
    }
  }

  private String page() throws Exception {
    return second
        .docker(
            "run --rm --network sw-shop_default python:3-slim python -c 'import urllib.request as"
                + " u; print(u.urlopen(\"http://web:8000\", timeout=5).read().decode())'")
        .text();
  }

  /** Those that were counted, not from the beginning. */
  private int visits() throws Exception {
    return Integer.parseInt(page().replaceAll("\\D", ""));
  }

  /** Greets and counts, as the tutorial's app does. */
  @Test
  void anAppCountsInItsRedisAndKeepsTheCount() throws Exception {
    String manifest =
        """
        name: sw-shop
        placement: {engine: far}
        services:
          web:
            image: python:3-slim
            links: [redis]
            init: true
            stop_grace_period: 0s
            environment: {NAME: World, GREETING: {secret: sw-greeting}}
            secrets: [key]
            command:
              - python
              - -c
              - |
                import http.server, os, socket
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        redis = socket.create_connection((os.environ["REDIS_HOST"], 6379))
                        redis.sendall(b"INCR hits\\r\\n")
                        hits = redis.recv(99).decode().strip()
                        text = "Hello %s, visits %s, %s" % (os.environ["NAME"], hits, open("/run/secrets/key").read())
                        self.send_response(200)
                        self.end_headers()
                        self.wfile.write(text.encode())
                http.server.HTTPServer(("", 8000), Page).serve_forever()
        secrets: {key: {content: first}}
        """
            .replace(", GREETING: {secret: sw-greeting}", "");
    Response made = put(manifest);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    // Its process runs before it listens.
    eventually(() -> assertThat(page()).isEqualTo("Hello World, visits :1, first"));
    assertThat(page()).isEqualTo("Hello World, visits :2, first");
    String redis = tasks("redis");
    String before = there("secret", "{{.Name}}");
    assertThat(before).startsWith("sw-shop_key-").doesNotContain("first");

    Response changed = put(manifest.replace("content: first", "content: second"));
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    eventually(() -> assertThat(page()).contains("second"));
    eventually(() ->
        assertThat(there("secret", "{{.Name}}")).startsWith("sw-shop_key-").isNotEqualTo(before));

    second.docker("service rm sw-shop_redis");
    eventually(() -> assertThat(tasks("redis")).isNotEmpty().isNotEqualTo(redis));
    eventually(() -> assertThat(visits()).isGreaterThan(3));
    assertThat(request().get("/v1/apps/" + APP + "/logs").asString()).contains("sw-shop_web.1");
    request().delete("/v1/apps/" + APP + "?wait=ready&timeout=60s");
    second.docker("volume rm sw-shop_redis-data");
  }

  @Test
  void aStackThatIsDeployedOverItIsPutRight() throws Exception {
    applied("environment: {NAME: World}");
    second.shell(
        "printf '%s' '{\"version\": \"3.8\", \"services\": {\"web\": {\"image\": \"alpine:3\","
            + " \"command\": [\"sleep\", \"7\"]}}}' | docker stack deploy -c - sw-shop");
    eventually(() ->
        assertThat(inspect("web", "{{index .Spec.Labels \"dev.berth.app\"}}")).isEqualTo(APP));
    awaitReady(APP);
    assertThat(inspect("web", "{{.Spec.TaskTemplate.ContainerSpec.Env}}"))
        .isEqualTo("[NAME=World]");
  }

  @Test
  void anAppMovesToTheSwarmAndBack() throws Exception {
    String here = manifest("environment: {NAME: World}").replace("engine: far", "engine: local");
    assertThat(put(here).statusCode()).isEqualTo(201);
    assertThat(engine.containers(Map.of(Ownership.APP, APP))).hasSize(1);
    applied("environment: {NAME: World}");
    eventually(() -> assertThat(engine.containers(Map.of(Ownership.APP, APP))).isEmpty());
    assertThat(tasks("web").lines()).hasSize(1);

    assertThat(put(here).statusCode()).isEqualTo(200);
    eventually(() -> assertThat(there("service", "{{.Name}}")).isEmpty());
    assertThat(engine.containers(Map.of(Ownership.APP, APP))).hasSize(1);
    assertThat(request().get("/v1/apps/" + APP + "/events").asString()).contains("Moved");
  }
}
