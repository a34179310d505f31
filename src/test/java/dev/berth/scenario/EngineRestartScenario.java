package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A holder and what stands behind it come back by the engine alone, at whatever address. */
class EngineRestartScenario {
  private static final String APP = "restarted";
  private static final int PORT = 21_873;
  private static final String MANIFEST =
      """
      name: %s
      image: python:3-slim
      command: [python3, -m, http.server, "80"]
      init: true
      ports: ["127.0.0.1:%d:80"]
      replicas: 2
      stop_grace_period: 1s
      rollout: {strategy: Rolling}
      """
          .formatted(APP, PORT);

  @TempDir Path folder;
  private final SecondEngine engine = SecondEngine.shared();

  @AfterEach
  void end() {
    engine.close();
  }

  /** Asked on the engine's side: its ports are in a network of their own. */
  private boolean answers() throws Exception {
    return engine
            .docker(
                "run",
                "--rm",
                "--network=host",
                "alpine:3",
                "wget",
                "-q",
                "-O/dev/null",
                "http://127.0.0.1:" + PORT + "/")
            .exit()
        == 0;
  }

  private void awaitAnswer() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(answers()).isTrue());
  }

  private List<String> containers(String service) throws Exception {
    String all =
        engine
            .docker(
                "ps",
                "--all",
                "--filter=label=dev.berth.service=" + service,
                "--format='{{.Names}}'")
            .text();
    return all.lines().sorted().toList();
  }

  private String inspected(List<String> containers, String format) throws Exception {
    SecondEngine.Said said =
        engine.docker("inspect", "--format='" + format + "'", String.join(" ", containers));
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text();
  }

  private String addresses(List<String> containers) throws Exception {
    return inspected(containers, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
  }

  private String started(List<String> containers) throws Exception {
    return inspected(containers, "{{.State.StartedAt}}");
  }

  @Test
  void itAnswersAgainWithoutBerth() throws Exception {
    for (String image : List.of("python:3-slim", "haproxy:lts", "alpine:3")) {
      engine.load(image);
    }
    try (OwnServer berth =
        new OwnServer(folder.resolve("home"), "berth.engine.host=" + engine.host()).start()) {
      Response answer = berth.request().body(MANIFEST).post("/v1/apps?wait=ready&timeout=120s");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
      berth.kill();
      assertThat(answers()).isTrue();
      List<String> webs = containers(APP);
      assertThat(webs).hasSize(2);

      killHolder();
      awaitAnswer();

      String start = started(webs);
      engine.signal("TERM");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(started(webs)).doesNotContain(start.lines().toList()));
      awaitAnswer();

      String before = addresses(webs);
      swap(webs);
      assertThat(addresses(webs)).isNotEqualTo(before);
      awaitAnswer();

      berth.start();
      Response ready = berth.request().get("/v1/apps/" + APP + "?wait=ready&timeout=120s");
      assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(200);
      assertThat(containers(APP)).isEqualTo(webs);
      assertThat(answers()).isTrue();
    }
  }

  /** From within: a signal by the engine's API would count as a stop. Its first process follows. */
  private void killHolder() throws Exception {
    List<String> holder = containers(APP + "-holder");
    String start = started(holder);
    engine.docker("exec", holder.getFirst(), "sh", "-c", "'kill -KILL -1'");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(started(holder)).isNotEqualTo(start));
  }

  /** The one that starts first gets the lower address: so the one that has the higher one does. */
  private void swap(List<String> webs) throws Exception {
    boolean isRising = addresses(webs.subList(0, 1)).compareTo(addresses(webs.subList(1, 2))) < 0;
    assertThat(engine.docker("stop", "--time=1", String.join(" ", webs)).exit()).isZero();
    for (String web : isRising ? webs.reversed() : webs) {
      assertThat(engine.docker("start", web).exit()).isZero();
    }
  }
}
