package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.boot.cli.BerthCommands;
import dev.berth.client.TestShell;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app on a Swarm must be kept as it is declared, whatever becomes of machines, and whatever
 * others do to its services; and what is not Berth's must not be touched.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class SwarmLabScenario extends Scenario {
  private static final String APP = "lab-hello";
  private static final String WEB = APP + "_web";
  private static final String IMAGE = "lab-hello:1";
  private static final String STACK = "lab-others";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Of a settled app; dev/swarm waits for five minutes. */
  private static final Duration SETTLED =
      Duration.ofSeconds(Integer.getInteger("swarm.settled", 10));

  private static final String LONG = "swarm.long";
  private static final Pattern VISITS = Pattern.compile("Visits:</b> (\\d+)");
  private static final Pattern HOST = Pattern.compile("Hostname:</b> (\\w+)");

  private static SwarmLab lab;

  @TempDir Path folder;

  @BeforeAll
  static void aSwarm() throws Exception {
    docker("build", "--quiet", "--tag", IMAGE, "examples/friendlyhello");
    lab = SwarmLab.start(1, IMAGE, "redis:7", "alpine:3");
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    if (lab != null) {
      lab.close();
    }
    docker("image", "rm", IMAGE);
  }

  @BeforeEach
  void declare() throws Exception {
    Response answer =
        request()
            .body("{spec: {host: '%s', type: swarm}}".formatted(lab.host()))
            .put("/v1/engines/lab");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    soon(() ->
        assertThat(request().get("/v1/engines/lab").jsonPath().getBoolean("status.reachable"))
            .isTrue());
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Response gone = request().delete("/v1/apps/" + APP + "?volumes=delete&wait=ready&timeout=60s");
    assertThat(gone.statusCode()).as(gone.asString()).isIn(200, 404);
    assertThat(lab.docker("service ls -q --filter name=" + APP).text()).isEmpty();
    soon(() -> assertThat(lab.docker("network ls -q --filter name=" + APP).text()).isEmpty());
    request().delete("/v1/engines/lab");
  }

  private static void soon(ThrowingRunnable check) {
    await().atMost(LIMIT).ignoreExceptions().untilAsserted(check);
  }

  private static String manifest(int replicas, String name, String more) {
    return """
    name: %s
    services:
      web:
        image: "%s"
        replicas: %d
        ports: [80]
        environment: {NAME: %s}
        healthcheck: {test: [CMD, python, -c, "import socket; socket.create_connection(('localhost', 80))"], interval: 1s, retries: 30}
        links: [redis]
        %s
    rollout: {strategy: Rolling, autoRollback: true, minReady: 2s}
    placement: {engine: lab}
    """
        .formatted(APP, IMAGE, replicas, name, more);
  }

  private void put(String manifest) throws IOException {
    Response answer = request().body(manifest).put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private JsonPath app() throws IOException {
    return request().get("/v1/apps/" + APP).jsonPath();
  }

  private static String reason(JsonPath app) {
    return app.getString("status.phase")
        + " "
        + app.getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  private static int visits(String door) throws IOException {
    Matcher matcher = VISITS.matcher(lab.get(door));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /** Each write makes another one. */
  private static String versions() throws IOException {
    return lab.docker(
            "service inspect --format '{{.Spec.Name}} {{.Version.Index}}'"
                + " $(docker service ls -q)")
        .text();
  }

  private static List<String> environment() throws IOException {
    return lab.docker(
            "service inspect --format '{{range .Spec.TaskTemplate.ContainerSpec.Env}}{{println"
                + " .}}{{end}}'",
            WEB)
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private void stack(String name, String text) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, text);
    SecondEngine.Said said = lab.docker("stack deploy --compose-file", file.toString(), name);
    assertThat(said.exit()).as(said.text()).isZero();
  }

  @Test
  void fiveReplicasGreetAndCountAndNothingIsDoneToThemAndTheirsToOthers() throws Exception {
    stack(
        STACK,
        "{version: '3.8', services: {sleep: {image: 'alpine:3', command: [sleep, '100000'], deploy:"
            + " {endpoint_mode: dnsrr, labels: {theirs: 'yes'}}}}}");
    put(manifest(5, "World", ""));

    Set<String> hosts = new TreeSet<>();
    int most = 0;
    List<String> doors = lab.doors(WEB);
    assertThat(doors).hasSize(5);
    for (String door : doors) {
      String page = lab.get(door);
      assertThat(page).contains("Hello World!");
      Matcher host = HOST.matcher(page);
      assertThat(host.find()).isTrue();
      hosts.add(host.group(1));
      most = Math.max(most, visits(door));
    }
    assertThat(hosts).hasSize(5);
    assertThat(most).isGreaterThanOrEqualTo(9);
    assertThat(new TreeSet<>(lab.running(WEB))).containsExactly("n1", "n2", "n3");
    assertThat(app().getList("status.services.web.containers.node", String.class))
        .hasSize(5)
        .contains("n1", "n2", "n3");
    assertThat(lab.docker("stack services", APP).text()).contains(WEB, APP + "_redis");

    put(manifest(5, "World", ""));
    String before = versions();
    await()
        .during(SETTLED)
        .atMost(SETTLED.plus(LIMIT))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> versions().equals(before));

    request().delete("/v1/apps/" + APP + "?volumes=delete&wait=ready&timeout=60s");
    assertThat(lab.running(STACK + "_sleep")).hasSize(1);
    assertThat(before).contains(versions());
    lab.docker("stack rm", STACK);
  }

  @Test
  void aMachineWithoutPowerIsToldAndReplaced() throws Exception {
    put(manifest(5, "World", ""));
    String redis = lab.running(APP + "_redis").getFirst();
    int lost = redis.equals("n2") ? 3 : 2;
    int before = visits(lab.doors(WEB).getFirst());
    List<String> reasons = new java.util.concurrent.CopyOnWriteArrayList<>();

    lab.node(lost).powerOff();
    soon(() -> {
      JsonPath app = app();
      reasons.add(reason(app) + " " + app.getString("status.conditions"));
      assertThat(reasons).anyMatch(seen -> seen.startsWith("Degraded NodeDown"));
    });
    soon(() -> assertThat(reason(app())).isEqualTo("Running AllReady"));
    assertThat(lab.running(WEB)).hasSize(5).doesNotContain("n" + lost);
    assertThat(visits(lab.doors(WEB).getFirst())).isGreaterThan(before);

    lab.node(lost).powerOn();
    lab.awaitNodes(List.of("Ready", "Ready", "Ready"));
  }

  @Test
  void aVersionThatFailsIsRolledBackWhileTheOldOneServes() throws Exception {
    put(manifest(2, "World", ""));
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger silent = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    Thread visitor =
        Thread.ofPlatform()
            .start(() -> {
              while (!isOver.get()) {
                asked.incrementAndGet();
                if (!answers()) {
                  silent.incrementAndGet();
                }
              }
            });

    Response answer =
        request()
            .body(manifest(2, "Nobody", "command: [python, -c, 'raise SystemExit(3)']"))
            .put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
    soon(() -> assertThat(reason(app())).isEqualTo("Running RolledBack"));
    isOver.set(true);
    visitor.join();

    assertThat(answer.asString()).contains("RolledBack");
    assertThat(asked.get()).isPositive();
    assertThat(silent.get()).isZero();
    assertThat(lab.get(lab.doors(WEB).getFirst())).contains("Hello World!");
  }

  /** Whether any of its doors greets. */
  private static boolean answers() {
    try {
      for (String door : lab.doors(WEB)) {
        try {
          if (lab.get(door).contains("Hello World!")) {
            return true;
          }
        } catch (IllegalStateException e) {
          // That of a task which is no more, or not yet.
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatOthersDoToItIsMended() throws Exception {
    put(manifest(2, "World", ""));

    lab.docker("service update --detach --env-add FOREIGN=1 --replicas 1", WEB);
    soon(() -> {
      assertThat(environment()).noneMatch(line -> line.startsWith("FOREIGN"));
      assertThat(reason(app())).isEqualTo("Running AllReady");
      assertThat(lab.running(WEB)).hasSize(2);
    });

    stack(
        APP,
        "{version: '3.8', services: {web: {image: 'alpine:3', command: [sleep, '100000'], deploy:"
            + " {endpoint_mode: dnsrr}}}}");
    soon(() -> {
      assertThat(environment()).contains("NAME=World");
      assertThat(reason(app())).isEqualTo("Running AllReady");
      assertThat(lab.doors(WEB)).hasSize(2);
      assertThat(lab.get(lab.doors(WEB).getFirst())).contains("Hello World!");
    });

    lab.docker("service rm", WEB);
    soon(() -> assertThat(lab.doors(WEB)).hasSize(2));
  }

  @Test
  void whyNoNodeTakesItIsTold() throws Exception {
    String nowhere =
        manifest(1, "World", "deploy: {placement: {constraints: [node.hostname==nowhere]}}");
    request().body(nowhere).put("/v1/apps/" + APP);
    soon(() -> assertThat(reason(app())).endsWith("NoSuitableNode"));

    String taken = manifest(4, "World", "").replace("ports: [80]", "ports: ['21590:80']");
    request().body(taken).put("/v1/apps/" + APP);
    soon(() -> assertThat(reason(app())).endsWith("PortInUse"));

    Response refused =
        request().body(manifest(1, "World", "volumes: ['/srv:/srv']")).put("/v1/apps/" + APP);
    assertThat(refused.statusCode()).as(refused.asString()).isIn(403, 422);
    Response cannot = request().body(manifest(1, "World", "shm_size: 1g")).put("/v1/apps/" + APP);
    assertThat(cannot.statusCode()).as(cannot.asString()).isEqualTo(422);
    assertThat(cannot.asString()).contains("services.web.shm_size", "tmpfs");
  }

  private static String spread(String name) {
    return """
    name: %s
    services:
      each:
        image: alpine:3
        command: [sleep, '100000']
        init: true
        stop_grace_period: 0s
        environment: {NAME: %s, NODE: "{{.Node.Hostname}}"}
        replicas: 3
        deploy: {placement: {max_replicas_per_node: 1}}
    placement: {engine: lab}
    """
        .formatted(APP, name);
  }

  private void nodes(String nodes) throws IOException {
    Response answer =
        request()
            .body("{spec: {host: '%s', type: swarm, nodes: %s}}".formatted(lab.host(), nodes))
            .put("/v1/engines/lab");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  /** Of what a command on the replica of a node says, or why there is none. */
  private String exec(String node) throws IOException {
    int replica = app().getList("status.services.each.containers.node", String.class).indexOf(node);
    String name = app().getString("status.services.each.containers[" + replica + "].name");
    TestShell said = new TestShell();
    Map<String, String> environment =
        Map.of(
            "BERTH_URL",
            "http://127.0.0.1:" + RestAssured.port,
            "BERTH_TOKEN",
            Files.readString(home.resolve("admin-token")).strip());
    int exit =
        BerthCommands.of(home, Optional.empty(), said.with(environment, home, "", false))
            .execute(
                "exec",
                APP,
                "each",
                "--replica",
                name.substring(name.lastIndexOf('.') + 1),
                "--",
                "sh",
                "-c",
                "echo here is $NODE");
    return exit + " " + said.out() + said.err();
  }

  private List<String> measured() throws IOException {
    return request().get("/v1/apps/" + APP + "/stats").jsonPath().getList("containers.name");
  }

  @Test
  void commandsAndStatisticsReachNodesThatAreNamed() throws Exception {
    put(spread("World"));
    assertThat(exec("n1")).isEqualTo("0 here is n1\n");
    assertThat(exec("n2")).contains("NodeNotRegistered", "node n2", "spec.nodes: {n2:");
    assertThat(measured()).hasSize(1);

    nodes("{n2: '%s', n3: '%s'}".formatted(lab.node(2).host(), lab.node(2).host()));
    soon(() -> assertThat(exec("n2")).isEqualTo("0 here is n2\n"));
    assertThat(exec("n3")).contains("spec.nodes.n3 of engine lab is not node");
    soon(() -> assertThat(measured()).hasSize(2));
    soon(() ->
        assertThat(
                request()
                    .get("/v1/engines/lab")
                    .jsonPath()
                    .getList("status.nodes.sort { it.name }.reachable"))
            .containsExactly(true, true, false));
    JsonPath engine = request().get("/v1/engines/lab").jsonPath();
    assertThat(engine.getString("status.nodes.find { it.name == 'n3' }.message"))
        .contains("is not node");
    String before = versions();
    soon(() -> assertThat(reason(app())).isEqualTo("Running AllReady"));
    assertThat(versions()).isEqualTo(before);
  }

  private void registry(String registry) throws IOException {
    Response answer =
        request()
            .body(
                "{spec: {host: '%s', type: swarm, registry: '%s'}}".formatted(lab.host(), registry))
            .put("/v1/engines/lab");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  private static String built(String text) {
    return spread("World")
        .replace(
            "image: alpine:3",
            "build: {dockerfile_inline: \"FROM alpine:3\\nRUN echo %s > /text\\n\"}"
                .formatted(text));
  }

  /** What tasks are told to run, without the digest. */
  private static String image() throws IOException {
    return lab.docker(
            "service inspect --format '{{.Spec.TaskTemplate.ContainerSpec.Image}}'", APP + "_each")
        .text()
        .replaceAll("@sha256:[0-9a-f]{64}$", "@");
  }

  /** No node but the manager has what is built there. */
  @Test
  void whatIsBuiltIsPushedForTheOtherNodes() throws Exception {
    request().body(built("one")).put("/v1/apps/" + APP);
    soon(() -> assertThat(reason(app())).endsWith("InvalidSettings"));
    assertThat(app().getString("status.conditions")).contains("build.push", "registry");

    String host = lab.node(1).address() + ":5000";
    Process registry = lab.node(1).registry(5000);
    try {
      registry(host + "/team");
      soon(() -> assertThat(reason(app())).isEqualTo("Running AllReady"));
      assertThat(image()).isEqualTo(host + "/team/lab-hello-each@");
      assertThat(lab.running(APP + "_each")).containsExactly("n1", "n2", "n3");
      String first =
          lab.docker("service ps -q --filter desired-state=running", APP + "_each").text();

      put(built("two"));
      assertThat(lab.running(APP + "_each")).containsExactly("n1", "n2", "n3");
      assertThat(lab.docker("service ps -q --filter desired-state=running", APP + "_each").text())
          .isNotEqualTo(first);

      registry(host);
      soon(() -> {
        assertThat(image()).isEqualTo(host + "/lab-hello-each@");
        assertThat(reason(app())).isEqualTo("Running AllReady");
      });
      assertThat(lab.running(APP + "_each")).containsExactly("n1", "n2", "n3");
    } finally {
      registry.destroyForcibly();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void aMachineThatIsDrainedIsEmptied() throws Exception {
    put(manifest(5, "World", ""));
    int drained = lab.running(APP + "_redis").contains("n2") ? 3 : 2;

    lab.availability(drained, "drain");
    try {
      soon(() -> assertThat(lab.running(WEB)).hasSize(5).doesNotContain("n" + drained));
      soon(() -> assertThat(reason(app())).isEqualTo("Running AllReady"));
    } finally {
      lab.availability(drained, "active");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void powerGoesAndComesAgainAndAgain() throws Exception {
    put(manifest(5, "World", ""));
    for (int round = 0; round < 4; round++) {
      int lost = lab.running(APP + "_redis").contains("n2") ? 3 : 2;
      lab.node(lost).powerOff();
      soon(() -> assertThat(lab.running(WEB)).hasSize(5).doesNotContain("n" + lost));
      soon(() -> assertThat(reason(app())).isEqualTo("Running AllReady"));
      lab.node(lost).powerOn();
      lab.awaitNodes(List.of("Ready", "Ready", "Ready"));
      assertThat(answers()).isTrue();
    }
  }
}
