package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Updates behind a fixed port, on the real engine, with everybody asking all the while. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class RotationScenario extends Scenario {
  private static final String APP = "revolving";
  private static final int PORT = 21871;
  private static final int CONNECTIONS = 800;

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
  }

  private static String manifest(String version, int replicas, String more) {
    return RevolvingPage.manifest(
        APP, PORT, version, replicas, "strategy: Rolling, maxUnavailable: 0" + more);
  }

  private Response put(String version, int replicas, String more) throws IOException {
    return request()
        .body(manifest(version, replicas, more))
        .put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
  }

  private void good(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private List<ContainerView> webs() {
    return engine.containers(Map.of(Ownership.APP, APP, Ownership.SERVICE, APP));
  }

  @Test
  void nothingIsLostInUpdatesAndScaling() throws Exception {
    good(put("one", 1, ""));
    try (Visitors visitors = new Visitors(PORT)) {
      good(put("two", 1, ""));
      good(put("three", 2, ""));
      good(put("four", 5, ""));
      good(put("five", 1, ""));
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
      assertThat(visitors.answers().keySet())
          .containsOnly("one", "two", "three", "four", "five")
          .hasSizeGreaterThan(1);
      assertThat(visitors.answered()).isGreaterThan(500);
    }
    assertThat(webs()).hasSize(1);
    Response status = request().get("/v1/apps/" + APP);
    assertThat(status.jsonPath().getString(at("containers[0].rotation.state"))).isEqualTo("in");
    assertThat(status.jsonPath().getList(at("endpoints")))
        .containsExactly("http://localhost:" + PORT);
  }

  private static String at(String path) {
    return "status.services." + APP + "." + path;
  }

  /**
   * Whoever has an address after a container that has left it gets nothing that was for that one.
   */
  @Test
  void aStrangerAtAFreedAddressIsNeverAsked() throws Exception {
    good(put("one", 2, ""));
    List<String> addresses = new ArrayList<>();
    for (ContainerView web : webs()) {
      addresses.add(address(web.id()));
    }
    try (Visitors visitors = new Visitors(PORT);
        Strangers strangers = new Strangers(APP + "_default", addresses)) {
      good(put("two", 2, ""));
      eventually(
          () -> assertThat(strangers.settled()).containsExactlyInAnyOrderElementsOf(addresses));
      good(put("three", 3, ""));
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
      assertThat(visitors.answers().keySet()).isSubsetOf("one", "two", "three").contains("three");
    }
  }

  private static String address(String container) throws Exception {
    return docker(
            "inspect",
            "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
            container)
        .strip();
  }

  @Test
  void aReplicaMayBeKilledAndAHolderComesBack() throws Exception {
    good(put("one", 2, ""));
    try (Visitors visitors = new Visitors(PORT)) {
      ContainerView victim = webs().getFirst();
      docker("kill", "--signal=KILL", victim.id());
      eventually(() ->
          assertThat(engine.container(victim.id()).orElseThrow().life().startedAt())
              .isNotEqualTo(victim.life().startedAt()));
      awaitReady(APP);
      visitors.close();

      assertThat(visitors.lost()).noneMatch(lost -> lost.contains("GET "));
    }
    ContainerView holder = container(APP, APP + "-holder");
    docker("exec", holder.id(), "sh", "-c", "kill -KILL -1 || true");
    docker("kill", "--signal=KILL", holder.id());
    eventually(() -> assertThat(page()).isEqualTo("one"));
    awaitReady(APP);
    assertThat(container(APP, APP + "-holder").id()).isEqualTo(holder.id());
  }

  private static String page() {
    return given().get("http://127.0.0.1:" + PORT + "/").asString();
  }

  /** A version that is never ready comes to no request, and gives way. */
  @Test
  void aBadVersionIsNeverAsked() throws Exception {
    String rollout = ", readyTimeout: 4s, autoRollback: true";
    good(put("good", 2, rollout));
    try (Visitors visitors = new Visitors(PORT)) {
      String bad = manifest("bad", 2, rollout).replace("(\"0.0.0.0\", 80)", "(\"127.0.0.1\", 80)");
      Response answer = request().body(bad).put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(504);
      eventually(() ->
          assertThat(
                  request()
                      .get("/v1/apps/" + APP)
                      .jsonPath()
                      .getString("status.conditions.find { it.type == 'Ready' }.reason"))
              .isEqualTo("RolledBack"));
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
      assertThat(visitors.answers().keySet()).containsExactly("good");
    }
  }

  /** What somebody does at the holder's own socket is put right by the next look. */
  @Test
  void onePortWithTheHolderPlainWithout() throws Exception {
    good(put("held", 1, ""));
    ContainerView old = webs().getFirst();
    good(
        request()
            .body(manifest("plain", 1, "").replaceAll("rollout:.*\n", ""))
            .put("/v1/apps/" + APP + "?wait=ready&timeout=120s"));
    assertThat(page()).isEqualTo("plain");
    assertThat(engine.containers(Map.of(Ownership.APP, APP))).hasSize(1);
    good(put("again", 2, ""));
    assertThat(page()).isEqualTo("again");
    assertThat(webs().stream().max(Comparator.comparing(ContainerView::createdAt)).orElseThrow())
        .isNotEqualTo(old);
  }

  /** As `rollouts.md` asks: below 16 MiB with 800 connections. */
  @Test
  void aHolderStaysSmallWithManyConnections() throws Exception {
    good(put("one", 2, ""));
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        open.add(asked());
      }
      ContainerView holder = container(APP, APP + "-holder");

      assertThat(engine.usage(holder.id()).orElseThrow().memoryBytes()).isLessThan(16L << 20);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** A connection that stays open, by which one request was answered. */
  private static Socket asked() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(UTF_8));
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[1024];
    while (!answer.toString().endsWith("\r\n\r\none")) {
      int count = socket.getInputStream().read(some);
      assertThat(count).as(answer.toString()).isPositive();
      answer.append(new String(some, 0, count, UTF_8));
    }
    return socket;
  }
}
