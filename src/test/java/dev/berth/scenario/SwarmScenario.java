package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 23, part 4: apps as services of a Swarm, kept as declared. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class SwarmScenario extends Scenario {
  private static final String APP = "sw-shop";

  private final SecondEngine second = SecondEngine.shared();

  @TempDir Path folder;

  @BeforeAll
  static void swarm() throws Exception {
    SecondEngine manager = SecondEngine.shared();
    manager.load("alpine:3 redis:7 python:3-slim");
    manager.well("swarm init --advertise-addr 127.0.0.1 --listen-addr 127.0.0.1:2377");
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
    // Looked at every two seconds: what is told may be of before the Swarm began to change it.
    eventually(() -> assertThat(tasks("web").lines()).hasSize(1));
    awaitReady(APP);
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

  private static final String ALL =
      """
      name: sw-shop
      placement: {engine: far}
      services:
        setup: {image: "alpine:3", command: [sh, -c, 'echo set up'], restart: "no"}
        each:
          image: alpine:3
          command: [sh, -c, 'cat /page /run/secrets/key; echo; exec sleep 100000']
          init: true
          stop_grace_period: 0s
          configs: [page]
          secrets: [key]
          deploy: {mode: global}
          depends_on: {setup: {condition: service_completed_successfully}}
      configs: {page: {content: "Good morning "}}
      secrets: {key: {content: hush}}
      """;

  private String logs() throws IOException {
    return request().get("/v1/apps/" + APP + "/logs").asString();
  }

  @Test
  void aJobEndsOnceAndAServiceOfEachNodeGetsItsConfig() throws Exception {
    Response made = put(ALL);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(
            second
                .docker("service", "ls", "--format", "'{{.Name}} {{.Mode}} {{.Replicas}}'")
                .text())
        .contains("sw-shop_setup replicated job 0/1 (1/1 completed)", "sw-shop_each global 1/1");
    JsonPath app = request().get("/v1/apps/" + APP).jsonPath();
    assertThat(app.getString("status.services.setup.containers[0].state")).isEqualTo("complete");
    eventually(() -> assertThat(logs()).contains("set up", "Good morning hush"));
    String job = version("setup");
    String config = there("config", "{{.Name}}");

    Response changed = put(ALL.replace("morning", "evening"));
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    eventually(() -> assertThat(logs()).contains("Good evening hush"));
    eventually(() ->
        assertThat(there("config", "{{.Name}}")).startsWith("sw-shop_page-").isNotEqualTo(config));
    assertThat(version("setup")).isEqualTo(job);
    assertThat(logs().split("set up", -1)).hasSize(2);
  }

  private void suspend(boolean is) throws IOException {
    Response answer =
        request()
            .body("{spec: {host: '%s', type: swarm, suspend: %s}}".formatted(second.host(), is))
            .put("/v1/engines/far");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isNotEqualTo(is));
  }

  @Test
  void whatSomebodyRemovesByHandIsMadeAnew() throws Exception {
    assertThat(put(ALL).statusCode()).isEqualTo(201);
    suspend(true);
    for (String what : List.of("service", "config", "secret", "network")) {
      String names = there(what, "{{.Name}}").replace('\n', ' ');
      assertThat(names).as(what).isNotEmpty();
      assertThat(second.docker(what, "rm", names).exit()).as(what).isZero();
    }
    suspend(false);

    eventually(() -> assertThat(state()).isEqualTo("Running AllReady"));
    eventually(() ->
        assertThat(logs())
            .as(second.docker("service ps --no-trunc sw-shop_each").text())
            .contains("Good morning hush"));
    String each = tasks("each");
    assertThat(second.docker("service rm sw-shop_each").exit()).isZero();
    eventually(() -> assertThat(tasks("each")).isNotEmpty().isNotEqualTo(each));
    awaitReady(APP);
  }

  @Test
  void aManagerThatIsLostIsToldAndItsAppsAreThereAgain() throws Exception {
    applied("environment: {NAME: World}\nreplicas: 2");
    String before = version("web");
    second.kill();
    try {
      eventually(() -> assertThat(state()).isEqualTo("Unknown EngineUnreachable"));
      assertThat(request().get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(
              request()
                  .body(manifest("environment: {NAME: Moon}\nreplicas: 2"))
                  .put("/v1/apps/" + APP)
                  .statusCode())
          .isEqualTo(200);
    } finally {
      second.comeBack();
    }
    awaitReady(APP);
    assertThat(version("web")).isNotEqualTo(before);
    assertThat(inspect("web", "{{.Spec.TaskTemplate.ContainerSpec.Env}}")).isEqualTo("[NAME=Moon]");
    eventually(() -> assertThat(tasks("web").lines()).hasSize(2));
  }

  private static final String STACK =
      """
      version: '3.8'
      services:
        web:
          image: alpine:3
          command: [sh, -c, 'cat /run/secrets/key; exec sleep 100000']
          environment: {NAME: World}
          labels: {on.container: 'yes'}
          secrets: [key]
          configs: [{source: page, target: /page}]
          volumes: ['data:/data']
          ports: [{target: 80, published: 21090, mode: host}]
          init: true
          stop_grace_period: 1s
          healthcheck: {test: [CMD, 'true'], interval: 5s}
          ulimits: {nofile: {soft: 1000, hard: 2000}}
          extra_hosts: ['somehost:10.0.0.9']
          deploy:
            endpoint_mode: dnsrr
            labels: {theirs: 'yes'}
            update_config: {order: stop-first, parallelism: 2, delay: 1s}
            restart_policy: {condition: on-failure, delay: 3s}
            placement: {constraints: ['node.role==manager']}
            resources: {limits: {cpus: '0.5', memory: 64M}}
        side:
          image: alpine:3
          command: [sleep, '100000']
          init: true
          stop_grace_period: 1s
          deploy: {replicas: 2}
      secrets: {key: {file: ./key}}
      configs: {page: {file: ./page}}
      volumes: {data: {}}
      """;

  private String allTasks() throws Exception {
    return second.docker("stack ps -q --no-trunc --filter desired-state=running", APP).text();
  }

  private Response adopt(String query) throws IOException {
    return request().body("{stack: sw-shop, engine: far}").post("/v1/adopt" + query);
  }

  @Test
  void aStackIsTakenOverAndLetGoWhileItsTasksRunOn() throws Exception {
    Files.writeString(folder.resolve("stack.yaml"), STACK);
    Files.writeString(folder.resolve("key"), "hush");
    Files.writeString(folder.resolve("page"), "Good morning");
    SecondEngine.Said said =
        second.shell("cd " + folder + " && docker stack deploy -c stack.yaml sw-shop");
    assertThat(said.exit()).as(said.text()).isZero();
    eventually(() -> assertThat(allTasks().lines()).hasSize(3));
    eventually(
        () -> assertThat(second.docker("stack ps sw-shop").text()).doesNotContain("Starting"));
    String running = allTasks();
    String untouched = version("web");

    Response shown = adopt("?dryRun=true");
    assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
    assertThat(shown.jsonPath().getList("differences")).as(shown.asString()).isEmpty();
    assertThat(shown.jsonPath().getList("plan.actions")).as(shown.asString()).isEmpty();
    assertThat(version("web")).isEqualTo(untouched);

    Response taken = adopt("");
    assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
    awaitReady(APP);
    assertThat(allTasks()).isEqualTo(running);
    assertThat(inspect("web", "{{json .Spec.Labels}}"))
        .contains("\"dev.berth.app\":\"sw-shop\"", "\"theirs\":\"yes\"");
    String settled = version("web") + version("side");
    assertThat(request().get("/v1/apps/" + APP + "/plan").asString()).contains("\"actions\":[]");

    second.docker("service update -d --env-add NAME=Wrold sw-shop_web");
    eventually(() ->
        assertThat(inspect("web", "{{.Spec.TaskTemplate.ContainerSpec.Env}}"))
            .isEqualTo("[NAME=World]"));
    awaitReady(APP);
    assertThat(version("web") + version("side")).isNotEqualTo(settled).endsWith(version("side"));
    Response scaled =
        request()
            .contentType("application/merge-patch+json")
            .body("{\"spec\": {\"services\": {\"side\": {\"replicas\": 3}}}}")
            .patch("/v1/apps/" + APP + "?wait=ready&timeout=60s");
    assertThat(scaled.statusCode()).as(scaled.asString()).isEqualTo(200);
    assertThat(tasks("side").lines()).hasSize(3);
    assertThat(running.lines().filter(tasks("side")::contains)).hasSize(2);

    letGo();
    second.docker("stack rm sw-shop");
    eventually(() -> assertThat(second.docker("volume rm sw-shop_data").exit()).isZero());
    eventually(() -> assertThat(there("network", "{{.Name}}")).isEmpty());
  }

  private void letGo() throws Exception {
    String running = allTasks();
    assertThat(adopt("?release=true&dryRun=true").jsonPath().getList("released"))
        .containsExactlyInAnyOrder("sw-shop_web", "sw-shop_side");
    assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(200);

    Response released = adopt("?release=true");
    assertThat(released.statusCode()).as(released.asString()).isEqualTo(200);
    assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(404);
    assertThat(inspect("web", "{{json .Spec.Labels}}"))
        .contains("\"theirs\":\"yes\"")
        .doesNotContain("dev.berth");
    assertThat(allTasks()).isEqualTo(running);
    assertThat(adopt("?release=true").statusCode()).isEqualTo(404);
    assertThat(request().body("{stack: sw-shop}").post("/v1/adopt").statusCode()).isEqualTo(422);
  }
}
