package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.http.StreamBudget;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 17: clients that follow and go leave nothing behind, and nobody follows without bound. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class StreamsScenario extends Scenario {
  private static final String APP = "streams-silent";
  private static final String NEVER = "/v1/apps/streams-never";
  private static final String KUBE = "/apis/berth.dev/v1/";

  /** All that can be followed; nothing of it has anything to tell while the app is as it is. */
  private static final List<String> STREAMS =
      List.of(
          "/v1/apps/" + APP + "/logs?follow=true",
          "/v1/apps/" + APP + "/logs?follow=true&service=" + APP,
          "/v1/apps/" + APP + "/events?watch=true",
          "/v1/events?watch=true&type=Warning",
          "/v1/apps?watch=true",
          "/v1/apps/" + APP + "?watch=true",
          "/v1/secrets?watch=true",
          KUBE + "apps?watch=true",
          KUBE + "apps?watch=true&allowWatchBookmarks=true",
          KUBE + "instances?watch=true");

  @Inject StreamBudget budget;

  private String token = "";

  @BeforeEach
  void startSomethingThatSaysNothing() throws IOException {
    token = Files.readString(home.resolve("admin-token")).strip();
    apply(
        """
        name: streams-silent
        image: alpine:3
        command: ["sh", "-c", "printf 'x\\\\rid: 9\\\\revent: deploy\\\\n'; exec sleep 1000"]
        stop_grace_period: 0s
        """);
    await().until(() -> budget.open() == 0);
  }

  @AfterEach
  void remove() throws IOException {
    delete(APP);
  }

  private static long engineStreams() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("docker-java-stream"))
        .count();
  }

  /** Streams of logs and of the engine's events are one thread each. */
  @Test
  void endsEachStreamWithItsClient() throws IOException {
    long before = engineStreams();
    for (int round = 0; round < 30; round++) {
      List<Following> all = new ArrayList<>();
      for (String path : STREAMS) {
        all.add(Following.of(path, token));
      }
      for (Following each : all) {
        assertThat(each.head()).first().asString().contains(" 200 ");
      }
      assertThat(budget.open()).isEqualTo(STREAMS.size());
      for (Following each : all) {
        each.close();
      }
      // Nothing is told to them that would show that they are gone.
      await().atMost(Duration.ofSeconds(30)).until(() -> budget.open() == 0);
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> engineStreams() <= before);
    assertThat(request().get("/v1/containers").statusCode()).isEqualTo(200);
    assertThat(request().get("/metrics").asString()).contains("berth_streams_open 0.0");
  }

  /** More logs than there were connections once; calls and logs have connections of their own. */
  @Test
  void goesOnAskingTheEngineHoweverManyLogsAreRead() throws Exception {
    long before = engineStreams();
    String id = container(APP, APP).id();
    LogRequest request = new LogRequest(true, OptionalInt.empty(), Optional.empty(), false);
    List<AutoCloseable> logs = new ArrayList<>();
    try {
      for (int i = 0; i < 210; i++) {
        logs.add(engine.logs(id, request, new Deaf()));
      }
      assertThat(engineStreams()).isGreaterThanOrEqualTo(before + 210);
      assertThat(engine.containers(Map.of(Ownership.APP, APP))).hasSize(1);
      assertThat(request().get("/v1/containers").statusCode()).isEqualTo(200);
    } finally {
      for (AutoCloseable each : logs) {
        each.close();
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> engineStreams() <= before);
  }

  private int waits() throws IOException {
    return request()
        .get("/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("berth_waits_open"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** An app that never becomes ready is waited for until its client goes, and no longer. */
  @Test
  void endsEachWaitWithItsClient() throws IOException {
    request()
        .body(
            """
            name: streams-never
            image: alpine:3
            entrypoint: [sleep, '1000']
            stop_grace_period: 0s
            healthcheck: {test: [CMD, 'false'], interval: 1h, start_period: 1h}
            """)
        .put(NEVER);
    List<Following> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(Following.of(NEVER + "?wait=ready&timeout=30m", token));
    }
    try {
      await().until(() -> budget.open() == 20 && waits() == 20);
    } finally {
      for (Following each : all) {
        each.close();
      }
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> waits() == 0);
    assertThat(budget.open()).isZero();
    delete("streams-never");
  }

  private static final class Deaf implements LogListener {
    @Override
    public void output(byte[] piece) {}

    @Override
    public void end(String error) {}
  }

  /** Issue 18, item 12. */
  @Test
  void letsNoContainerForgeEvents() throws IOException {
    String path = "/v1/apps/" + APP + "/logs?follow=true&service=" + APP;
    try (Following logs = Following.of(path, token, "Accept: text/event-stream")) {
      assertThat(logs.head()).anyMatch(line -> line.contains("text/event-stream"));

      assertThat(logs.until("event: deploy"))
          .filteredOn(line -> line.contains(":"))
          .containsExactly("data: x", "data: id: 9", "data: event: deploy");
    }
  }

  /** Issue 18, item 15: the official Python client reads every line as JSON. */
  @Test
  void sendsClientsOfKubernetesNoEmptyLine() throws IOException {
    for (String plural : List.of("apps", "instances")) {
      String later = request().get(KUBE + plural).path("metadata.resourceVersion");
      String path = KUBE + plural + "?watch=true&timeoutSeconds=1&resourceVersion=";
      assertThat(request().get(path + later).asString()).isEmpty();
      assertThat(request().get(path + 0).asString().lines()).allMatch(line -> line.startsWith("{"));
    }
  }

  @Test
  void refusesOneStreamTooMany() throws IOException {
    String many =
        request().body("{role: viewer}").put("/v1/tokens/streams-many?renew=true").path("token");
    List<Following> all = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        all.add(Following.of("/v1/apps?watch=true", many));
      }
      for (Following each : all) {
        assertThat(each.head()).first().asString().contains(" 200 ");
      }
      Response refused = request().auth().oauth2(many).get("/v1/apps?watch=true");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(refused.asString()).contains("berth.streams.per-token", "TooManyStreams");
      Response kube = request().auth().oauth2(many).get(KUBE + "apps?watch=true");
      assertThat(kube.statusCode()).isEqualTo(429);
      assertThat(kube.<String>path("reason")).isEqualTo("TooManyRequests");
      try (Following other = Following.of("/v1/apps?watch=true", token)) {
        assertThat(other.head()).first().asString().contains(" 200 ");
      }
    } finally {
      for (Following each : all) {
        each.close();
      }
      request().delete("/v1/tokens/streams-many");
    }
    await().until(() -> budget.open() == 0);
  }
}
