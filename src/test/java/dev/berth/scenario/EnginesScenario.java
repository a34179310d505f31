package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.gitops.GitSshServer;
import dev.berth.json.JsonTree;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 23, part 3: two engines, apps on both, and one of them that goes. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class EnginesScenario extends Scenario {
  private static final String HERE = "eng-here";
  private static final String FAR = "eng-far";
  private static final Duration SILENCE = Duration.ofSeconds(12);

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
        .docker(
            "ps",
            "--no-trunc",
            "--format",
            "{{.ID}}",
            "--filter",
            "label=" + Ownership.APP + "=" + app)
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

    Response table =
        bare()
            .accept("application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
            .get("/apis/berth.dev/v1/engines");
    assertThat(table.jsonPath().getList("rows[0].cells").subList(0, 2))
        .isEqualTo(List.of("e2", "true"));
    Response plan = request().body(manifest(HERE, on("none"))).post("/v1/apps?dryRun=true");
    assertThat(plan.statusCode()).as(plan.asString()).isEqualTo(200);
    assertThat(plan.asString()).contains("EngineNotFound", "placement.engine");

    Response kept = request().delete("/v1/engines/e2");
    assertThat(kept.statusCode()).isEqualTo(409);
    assertThat(kept.asString()).contains(FAR);
    request().delete("/v1/apps/" + FAR + "?wait=ready");
    assertThat(there(FAR)).isEmpty();
    assertThat(request().delete("/v1/engines/e2").statusCode()).isEqualTo(200);
  }

  /** A real OpenSSH on loopback, which loses all that goes over it in between. */
  @Test
  void anEngineOverSshKeepsAppsAndOutlivesALostSession(@TempDir Path folder) throws Exception {
    try (GitSshServer ssh = new GitSshServer(folder, 0)) {
      String key = Files.readString(folder.resolve("user"));
      Response secret =
          request()
              .body(JsonTree.write(Map.of("spec", Map.of("stringData", Map.of("privateKey", key)))))
              .put("/v1/secrets/e2-ssh");
      assertThat(secret.statusCode()).as(secret.asString()).isIn(200, 201);
      String host =
          "ssh://%s@127.0.0.1:%d%s"
              .formatted(
                  System.getProperty("user.name"),
                  ssh.port,
                  second.host().substring("unix://".length()));
      String without = "{spec: {host: '" + host + "'}}";
      Response refused = request().body(without).put("/v1/engines/e2");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.jsonPath().getString("violations[0].path")).isEqualTo("spec.ssh");
      Response answer =
          request()
              .body(without.replace("'}}", "', ssh: {secret: e2-ssh}}}"))
              .put("/v1/engines/e2");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
      put(FAR, on("e2"));
      String first = there(FAR);
      assertThat(first).hasSize(64);

      ssh.cut();
      second.docker("rm", "-f", first);

      eventually(() -> assertThat(there(FAR)).hasSize(64).isNotEqualTo(first));
      request().delete("/v1/apps/" + FAR + "?wait=ready");
      assertThat(there(FAR)).isEmpty();
    } finally {
      request().delete("/v1/secrets/e2-ssh");
    }
  }

  /** As of any app: where it lies matters to nobody who asks about it. */
  @Test
  void imagesAreBuiltAndCommandsRunWhereTheAppLies() throws Exception {
    declare();
    String manifest =
        """
        name: eng-far
        build:
          dockerfile_inline: |
            FROM alpine:3
            RUN echo built-there > /built
        command: [sh, -c, 'cat /built; exec sleep 100000']
        init: true
        stop_grace_period: 0s
        placement: {engine: e2}
        """;
    Response answer = request().body(manifest).post("/v1/apps?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(second.docker("images", "-q", "berth/eng-far").text()).isNotEmpty();
    assertThat(docker("images", "-q", "berth/eng-far")).isEmpty();
    eventually(() ->
        assertThat(request().get("/v1/apps/" + FAR + "/logs").asString()).contains("built-there"));
    assertThat(request().get("/v1/operations").asString()).contains("berth/eng-far");
    Response stats = request().get("/v1/apps/" + FAR + "/stats");
    assertThat(stats.statusCode()).isEqualTo(200);
    assertThat(stats.asString()).contains("memoryBytes");
    Response plan = request().get("/v1/apps/" + FAR + "/plan");
    assertThat(plan.statusCode()).as(plan.asString()).isEqualTo(200);
    second.docker("rmi", "-f", "$(docker images -q berth/eng-far)");
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
    eventually(() ->
        assertThat(
                second.docker("ps", "-aq", "--filter", "label=" + Ownership.APP + "=" + FAR).text())
            .isEmpty());
    Response refused =
        request()
            .body(manifest(FAR, "volumes: ['data:/data'], " + on("e2")))
            .put("/v1/apps/" + FAR);
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
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isTrue());
  }

  @Test
  void anAppMovesAwayFromAnEngineThatIsLost() throws Exception {
    declare();
    put(FAR, on("e2"));
    assertThat(there(FAR)).hasSize(64);
    second.kill();
    eventually(() -> assertThat(state(FAR)).isEqualTo("Unknown EngineUnreachable"));

    put(FAR, "");
    assertThat(here(FAR)).hasSize(1);
    assertThat(request().delete("/v1/engines/e2?dryRun=true").statusCode()).isEqualTo(200);
    second.comeBack();
    eventually(() -> assertThat(there(FAR)).isEmpty());
    assertThat(here(FAR)).hasSize(1);
    awaitReady(FAR);
  }

  private void secret(Path pki, String key, String ca) throws IOException {
    Map<String, String> data =
        Map.of(
            "ca", Files.readString(pki.resolve(ca)),
            "cert", Files.readString(pki.resolve("client.pem")),
            "key", Files.readString(pki.resolve(key)));
    Response answer =
        request()
            .contentType("application/json")
            .body(Map.of("spec", Map.of("data", data)))
            .put("/v1/secrets/eng-tls");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  @Test
  void anEngineOverTcpNeedsTheRightCertificates() throws Exception {
    Path pki = second.overTls();
    Response engine =
        request()
            .body("{spec: {host: 'tcp://10.213.243.2:24302', tls: {secret: eng-tls}}}")
            .put("/v1/engines/e2");
    assertThat(engine.statusCode()).as(engine.asString()).isIn(200, 201);
    eventually(() ->
        assertThat(engineStatus().getString("status.message"))
            .contains("spec.tls.secret", "eng-tls"));

    secret(pki, "server.csr", "ca.pem");
    eventually(() -> assertThat(engineStatus().getString("status.message")).contains("`key`"));
    secret(pki, "client-key.pem", "client.pem");
    eventually(() ->
        assertThat(engineStatus().getString("status.message"))
            .doesNotContain("`key`")
            .contains("certif"));
    secret(pki, "client-old-key.pem", "ca.pem");
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isTrue());
    Response web =
        request()
            .body(
                manifest(FAR, "ports: ['24303:80'], " + on("e2"))
                    .replace("[sleep, '100000']", "[httpd, -f, -p, '80']"))
            .put("/v1/apps/" + FAR + "?wait=ready&timeout=60s");
    assertThat(web.statusCode()).as(web.asString()).isEqualTo(201);
    assertThat(
            request()
                .get("/v1/apps/" + FAR)
                .jsonPath()
                .getString("status.services." + FAR + ".endpoints"))
        .contains("http://10.213.243.2:24303");

    // Nothing is said for longer than a handshake may last, and nobody takes that for an end.
    List<String> heard = new ArrayList<>();
    long until = System.nanoTime() + SILENCE.toNanos();
    while (System.nanoTime() < until) {
      heard.add(state(FAR));
    }
    assertThat(heard).containsOnly("Running AllReady");

    // Another key is another connection; nothing is made anew.
    String before = there(FAR);
    secret(pki, "client-key.pem", "ca.pem");
    awaitReady(FAR);
    eventually(() -> assertThat(engineStatus().getBoolean("status.reachable")).isTrue());
    assertThat(there(FAR)).isEqualTo(before);
    request().delete("/v1/secrets/eng-tls");
    eventually(() -> assertThat(state(FAR)).isEqualTo("Unknown EngineUnreachable"));
    secret(pki, "client-key.pem", "ca.pem");
    awaitReady(FAR);
    assertThat(there(FAR)).isEqualTo(before);
  }

  @Test
  void twoNamesOfOneEngineAreToldAndOneIsLeftAlone() throws Exception {
    put(HERE, "");
    Response twin =
        request().body("{spec: {host: 'unix:///var/run/docker.sock'}}").put("/v1/engines/e2");
    assertThat(twin.statusCode()).isEqualTo(201);
    eventually(() ->
        assertThat(engineStatus().getString("status.message")).contains("same engine as `local`"));
    request().body(manifest(HERE, on("e2"))).put("/v1/apps/" + HERE);
    eventually(() -> assertThat(state(HERE)).isEqualTo("Unknown EngineUnreachable"));
    assertThat(here(HERE)).hasSize(1);
    put(HERE, "");
  }

  @Test
  void aSuspendedEngineIsLeftAlone() throws Exception {
    declare();
    put(FAR, on("e2"));
    String before = there(FAR);
    request()
        .body("{spec: {host: '%s', suspend: true}}".formatted(second.host()))
        .put("/v1/engines/e2");
    eventually(() -> assertThat(state(FAR)).isEqualTo("Unknown EngineSuspended"));
    second.docker("kill", before);
    request().body("{spec: {host: '%s'}}".formatted(second.host())).put("/v1/engines/e2");
    awaitReady(FAR);
    assertThat(there(FAR)).hasSize(64);
  }

  @Test
  void rubbishIsRefusedWithTheWayOut() throws Exception {
    for (String[] row :
        new String[][] {
          {"{spec: {}}", "spec.host"},
          {"{spec: {host: 'ssh://me@far'}}", "spec.ssh"},
          {"{spec: {host: 'ssh://far', ssh: {secret: s}}}", "ssh://USER@HOST"},
          {"{spec: {host: 'http://x:1'}}", "tcp://HOST:PORT"},
          {"{spec: {host: 'tcp://x:99999'}}", "spec.host"},
          {"{spec: {host: 'unix:///x', tls: {secret: s}}}", "spec.tls"},
          {"{spec: {host: 'tcp://x:1', tls: {}}}", "ca, cert and key"},
          {"{spec: {host: 'tcp://x:1', type: pod}}", "spec.type"},
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
    assertThat(app.asString()).contains("placement.motor", "unknown key");
  }
}
