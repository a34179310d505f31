package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An engine that dies, hangs or talks too much must cost nobody an app, and nobody a lie. */
@QuarkusTest
@TestProfile(EngineOutageScenario.OnAnotherEngine.class)
class EngineOutageScenario extends Scenario {
  private static final int APPS = 20;
  private static final int FLOOD = 2500;
  private final SecondEngine second = SecondEngine.shared();

  /** Over an engine that may be harmed. */
  public static class OnAnotherEngine extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
      overrides.put("berth.engine.host", SecondEngine.shared().host());
      overrides.put("berth.engine.call-timeout", "5s");
      overrides.put("berth.resync", "5m");
      return overrides;
    }
  }

  @AfterAll
  static void end() {
    SecondEngine.shared().close();
  }

  private static String manifest(int app, String name) {
    return "{name: outage-%d, image: 'alpine:3', command: [sleep, '100000'], init: true, stop_grace_period: 0s, environment: {NAME: '%s'}}"
        .formatted(app, name);
  }

  private static List<Integer> apps() {
    return IntStream.range(0, APPS).boxed().toList();
  }

  private void write(int app, String name) throws IOException {
    Response answer = request().body(manifest(app, name)).put("/v1/apps/outage-" + app);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private String condition(int app) throws IOException {
    Response answer = request().get("/v1/apps/outage-" + app);
    return answer.jsonPath().getString("status.phase")
        + " "
        + answer.jsonPath().getString("status.conditions.find { it.type == 'Ready' }.reason");
  }

  private void awaitAll(String name) throws IOException {
    for (int app : apps()) {
      Response answer = request().get("/v1/apps/outage-" + app + "?wait=ready&timeout=120s");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }
    List<ContainerView> all = engine.containers(Map.of(Ownership.SERVICE, "outage-0"));
    assertThat(all).hasSize(1);
    assertThat(engine.containers(Map.of()))
        .filteredOn(c -> c.owner().isPresent())
        .hasSize(APPS)
        .allSatisfy(c -> assertThat(c.isRunning()).as(c.name()).isTrue())
        .allSatisfy(c -> assertThat(c.settings().environment()).containsEntry("NAME", name));
  }

  @Test
  void anEngineThatDiesHangsOrFloodsCostsNothing() throws Exception {
    second.load("alpine:3");
    for (int app : apps()) {
      write(app, "one");
    }
    awaitAll("one");
    dies();
    hangs();
    floods();
  }

  /** In the middle of an update of all. */
  private void dies() throws Exception {
    for (int app : apps()) {
      write(app, "two");
    }
    second.kill();
    eventually(() -> assertThat(condition(0)).isEqualTo("Unknown EngineUnreachable"));
    isAliveAndNotReady();
    for (int app : apps()) {
      write(app, "three");
    }
    eventually(() ->
        assertThat(apps()).allSatisfy(app -> assertThat(condition(app)).startsWith("Unknown ")));
    second.comeBack();

    awaitAll("three");
    assertThat(given().get("/health/ready").statusCode()).isEqualTo(200);
  }

  /** Issue 18, item 29; writes are answered all the while. */
  private static void isAliveAndNotReady() {
    Response ready = given().get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.asString()).contains("EngineUnreachable");
    assertThat(given().get("/health/live").statusCode()).isEqualTo(200);
  }

  private void hangs() throws Exception {
    second.signal("STOP");
    try {
      eventually(() -> assertThat(condition(0)).isEqualTo("Unknown EngineUnreachable"));
      isAliveAndNotReady();
      write(0, "four");
      assertThat(request().get("/v1/apps").statusCode()).isEqualTo(200);
    } finally {
      second.signal("CONT");
    }
    for (int app : apps()) {
      write(app, "four");
    }

    awaitAll("four");
  }

  /** More events than an engine keeps for a listener, and a death among them for each app. */
  private void floods() throws Exception {
    second.docker("create", "--name=noise", "alpine:3");
    Map<String, String> before = new HashMap<>();
    engine.containers(Map.of()).forEach(c -> before.put(c.name(), c.id()));
    long start = System.nanoTime();
    Process noise = flood();
    for (String name : before.keySet()) {
      if (name.startsWith("outage-")) {
        second.docker("kill", name);
      }
    }
    assertThat(noise.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(noise.exitValue()).isZero();
    assertThat(took).isLessThan(Duration.ofSeconds(60));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(engine.containers(Map.of()))
                .filteredOn(c -> c.owner().isPresent())
                .allSatisfy(c -> assertThat(c.isRunning()).as(c.name()).isTrue())
                .allSatisfy(c -> assertThat(before).containsEntry(c.name(), c.id())));
    awaitAll("four");
  }

  /** Twice so many events: to and fro. */
  private Process flood() throws IOException {
    String script =
        """
        import http.client, socket, sys
        class Unix(http.client.HTTPConnection):
            def connect(self):
                self.sock = socket.socket(socket.AF_UNIX); self.sock.connect(sys.argv[1])
        c = Unix('engine')
        for i in range(int(sys.argv[2])):
            for old, new in (('noise', 'noise2'), ('noise2', 'noise')):
                c.request('POST', '/containers/%s/rename?name=%s' % (old, new))
                r = c.getresponse(); r.read(); assert r.status == 204, r.status
        """;
    return new ProcessBuilder(
            "python3",
            "-c",
            script,
            second.host().substring("unix://".length()),
            Integer.toString(FLOOD))
        .inheritIO()
        .start();
  }
}
