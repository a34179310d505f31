package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Behind a proxy that lets through what docs/reference/security.md lists, and no more, Berth must
 * do all.
 */
class EngineProxyScenario {
  private static final String APP = "state-proxied";
  private static final String MANIFEST =
      """
      name: state-proxied
      services:
        web:
          build: {files: {Dockerfile: "FROM alpine:3\\nLABEL a=%2$s\\n"}}
          image: state-proxied-web:1
          command: [sleep, "1000"]
          init: true
          stop_grace_period: 0s
          environment: {NAME: "%1$s"}
          mem_limit: 64m
          volumes: ["data:/data"]
          networks: {default: {}, more: {}}
          secrets: [s]
          healthcheck: {test: ["CMD", "true"], interval: 1s}
          post_start: [{command: ["true"]}]
          links: {redis: {persist: true}}
      networks: {more: {}}
      volumes: {data: {}}
      secrets: {s: {content: hush}}
      """;

  /** Nothing that an earlier run has built fits. */
  private static final String RUN = java.util.UUID.randomUUID().toString();

  @TempDir Path folder;
  private Process haproxy;
  private Path socket;

  @BeforeEach
  void proxy() throws Exception {
    remains();
    // Paths of sockets are short: a folder of the test may lie too deep.
    socket = Files.createTempDirectory("px").resolve("s");
    ProcessBuilder builder =
        new ProcessBuilder("haproxy", "-db", "-f", "deploy/engine-proxy.cfg")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "ENGINE_SOCKET",
                "/var/run/docker.sock",
                "PROXY_SOCKET",
                socket.toString(),
                "ENDPOINTS",
                "deploy/engine-endpoints.lst"));
    haproxy = builder.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket));
  }

  @AfterEach
  void end() throws Exception {
    haproxy.destroy();
    haproxy.waitFor();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(socket.getParent());
    remains();
  }

  private static String shell(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private static void remains() throws IOException, InterruptedException {
    String of = " --filter label=dev.berth.app=" + APP;
    shell("docker images -q state-proxied-web | xargs -r docker rmi -f");
    shell("docker ps -aq" + of + " | xargs -r docker rm -fv; docker rm -fv state-proxied-other");
    shell("docker network ls -q" + of + " | xargs -r docker network rm");
    shell("docker volume ls -q" + of + " | xargs -r docker volume rm");
  }

  private SortedSet<String> calls(String code) throws IOException {
    SortedSet<String> calls = new TreeSet<>();
    for (String line : Files.readAllLines(folder.resolve("haproxy.log"))) {
      if (code.isEmpty() ? line.matches("\\d{3} [A-Z]+ /.*") : line.startsWith(code + " ")) {
        calls.add(line.substring(4));
      }
    }
    return calls;
  }

  private static void good(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
  }

  private static void containers(String wanted) throws Exception {
    String template = "{{.Name}} {{.State.Running}}";
    Scenario.eventually(() ->
        assertThat(
                shell(
                    "docker ps -q --filter label=dev.berth.app="
                        + APP
                        + " --filter label=dev.berth.service=web | xargs -r docker inspect -f '"
                        + template
                        + "'"))
            .contains(wanted));
  }

  @Test
  void everythingThatBerthDoesIsOnTheList() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (LocalRegistry registry = new LocalRegistry(folder.resolve("registry"), port).start();
        OwnServer berth =
            new OwnServer(folder.resolve("home"))
                .start(Map.of("DOCKER_HOST", "unix://" + socket))) {
      lifeOfAnApp(berth);
      images(berth, registry);
      adoption(berth);
      good(berth.request().delete("/v1/apps/" + APP + "?volumes=delete&wait=ready&timeout=60s"));
    }

    assertThat(calls("403")).as("turned away by the proxy").isEmpty();
    Files.write(Path.of("target", "engine-calls.txt"), calls(""));
    assertThat(calls(""))
        .hasSizeGreaterThan(25)
        .anyMatch(call -> call.equals("POST /build") || call.equals("POST /session"));
  }

  private static void lifeOfAnApp(OwnServer berth) throws Exception {
    String path = "/v1/apps/" + APP;
    good(
        berth
            .request()
            .body(MANIFEST.formatted("a", RUN))
            .post("/v1/apps?wait=ready&timeout=120s"));
    good(berth.request().body(MANIFEST.formatted("b", RUN)).put(path + "?wait=ready&timeout=60s"));
    good(
        berth
            .request()
            .body(MANIFEST.formatted("b", RUN).replace("64m", "72m"))
            .put(path + "?wait=ready&timeout=60s"));
    good(berth.request().get(path + "/logs"));
    good(berth.request().get("/v1/system"));
    good(berth.request().get("/v1/containers?all=true&unmanaged=true"));
    good(berth.request().post(path + "/kill?signal=KILL"));
    good(berth.request().post(path + "/start?wait=ready&timeout=60s"));
    good(berth.request().post(path + "/stop?wait=ready&timeout=60s"));
    good(berth.request().post(path + "/start?wait=ready&timeout=60s"));
    good(berth.request().post(path + "/restart?wait=ready&timeout=60s"));
    containers("true");
    String web =
        shell(
            "docker ps -q --filter label=dev.berth.app="
                + APP
                + " --filter label=dev.berth.service=web");
    shell("docker network disconnect " + APP + "_more " + web);
    shell("docker network connect bridge " + web);
    shell("docker update --restart no " + web);
    shell("docker rename " + web + " state-proxied-renamed");
    Scenario.eventually(
        () -> assertThat(berth.request().get(path + "/drift").asString()).isEqualTo("[]"));
    good(berth.request().get(path + "?wait=ready&timeout=60s"));
  }

  private static void images(OwnServer berth, LocalRegistry registry) throws Exception {
    String target = registry.host() + "/" + LocalRegistry.USER + "/proxied:1";
    good(
        berth
            .request()
            .contentType("application/json")
            .body(
                "{\"username\":\"%s\",\"password\":\"%s\"}"
                    .formatted(LocalRegistry.USER, LocalRegistry.PASSWORD))
            .put("/v1/registries/" + registry.host()));
    good(
        berth
            .request()
            .contentType("application/json")
            .body("{\"tag\":\"" + target + "\"}")
            .post("/v1/images/state-proxied-web:1/tag"));
    ended(berth, berth.request().post("/v1/images/" + target + "/push"));
    ended(berth, berth.request().post("/v1/images/" + target + "/pull"));
    good(berth.request().get("/v1/images"));
    good(berth.request().delete("/v1/images/" + target + "?force=true"));
  }

  private static void ended(OwnServer berth, Response begun) throws Exception {
    good(begun);
    String path = "/v1/operations/" + begun.path("id");
    Scenario.eventually(
        () -> assertThat(berth.request().get(path).<String>path("state")).isEqualTo("Succeeded"));
  }

  private static void adoption(OwnServer berth) throws Exception {
    shell("docker run -d --init --name state-proxied-other alpine:3 sleep 1000");
    good(berth.request().body("{container: state-proxied-other}").post("/v1/adopt?wait=ready"));
    good(berth.request().delete("/v1/apps/state-proxied-other?wait=ready"));
  }

  /** The list for people and the one for HAProxy are the same. */
  @Test
  void theListOfTheDocumentationIsTheOneThatWasTried() throws Exception {
    String text = Files.readString(Path.of("docs/reference/security.md"));
    String list = text.substring(text.indexOf("\nGET /_ping") + 1);
    List<String> wanted =
        list.substring(0, list.indexOf("```"))
            .lines()
            .map(EngineProxyScenario::expression)
            .toList();

    assertThat(Files.readAllLines(Path.of("deploy/engine-endpoints.lst"))).isEqualTo(wanted);
  }

  private static String expression(String call) {
    String name = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    String image = "[A-Za-z0-9][A-Za-z0-9_./:@%-]*";
    boolean ofImage = call.contains(" /images") || call.contains(" /distribution");
    return "^"
        + call.replace(".", "[.]").replace("{name}", ofImage ? image : name).replace("{id}", name)
        + "$";
  }
}
