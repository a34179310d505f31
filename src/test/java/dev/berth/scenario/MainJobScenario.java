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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The main job over a real engine: one POST builds the tutorial's app and runs it beside its Redis;
 * whatever is done to its containers, it comes back by itself and goes on counting.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class MainJobScenario extends Scenario {
  private static final String APP = "main-job";
  private static final int PORT = 21998;

  /** The tutorial's three files, in our own words, sent in one manifest. */
  private static String manifest(String name) {
    return """
    name: %s
    build:
      files:
        Dockerfile: |
          FROM python:3-slim
          WORKDIR /app
          COPY . /app
          RUN pip install -r requirements.txt
          EXPOSE 80
          ENV NAME World
          CMD ["python", "app.py"]
        requirements.txt: |
          Flask
          Redis
        app.py: |
          import os
          from flask import Flask
          from redis import Redis, RedisError
          redis = Redis(host="redis", socket_connect_timeout=2, socket_timeout=2)
          app = Flask(__name__)
          @app.route("/")
          def hello():
              try:
                  visits = redis.incr("counter")
              except RedisError:
                  visits = "none"
              return os.environ["NAME"] + " " + str(visits)
          app.run(host="0.0.0.0", port=80)
    ports: ["127.0.0.1:%d:80"]
    environment: {NAME: %s}
    init: true
    links: [redis]
    """
        .formatted(APP, PORT, name);
  }

  @BeforeEach
  void applyTheApp() throws IOException {
    Response answer = request().body(manifest("World")).post("/v1/apps?wait=ready&timeout=300s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.header("Location")).endsWith("/v1/apps/" + APP);
  }

  @AfterEach
  void deleteTheApp() throws IOException {
    delete(APP);
  }

  /** What the page says, once it answers. */
  private static String page() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> given().get("http://127.0.0.1:" + PORT + "/").asString(),
            MainJobScenario::isGreeting);
  }

  private static boolean isGreeting(String text) {
    return text.matches("\\w+ \\d+");
  }

  private static int visits() {
    return Integer.parseInt(page().split(" ", 2)[1]);
  }

  private ContainerView container(String service) {
    return container(APP, service);
  }

  @Test
  void comesBackFromWhateverIsDoneToIt() throws IOException {
    int first = visits();
    ContainerView redis = container("redis");

    engine.kill(container(APP).id(), "KILL");
    int second = visits();

    String network = engine.networks(Map.of(Ownership.APP, APP)).getFirst().id();
    engine.disconnect(network, container(APP).id());
    engine.disconnect(network, container("redis").id());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> container("redis").networks().containsKey(network));
    awaitReady(APP);
    int third = visits();

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    assertThat(container("redis").id()).as("redis was not touched").isEqualTo(redis.id());
  }

  /** While the app runs its network cannot be taken away: Berth connects faster than anybody. */
  @Test
  void aNetworkThatWasRemovedIsMadeAnew() throws IOException {
    int before = visits();
    request().post("/v1/apps/" + APP + "/stop?wait=ready");
    String network = engine.networks(Map.of(Ownership.APP, APP)).getFirst().id();
    engine.removeNetwork(network);
    Response started = request().post("/v1/apps/" + APP + "/start?wait=ready");

    assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
    assertThat(visits()).isGreaterThan(before);
    assertThat(container(APP).networks()).isNotEmpty().doesNotContainKey(network);
  }

  @Test
  void aChangedVariableReplacesOnlyItsContainer() throws IOException {
    String app = container(APP).id();
    String redis = container("redis").id();
    Response same = request().body(manifest("World")).post("/v1/apps");
    Response changed =
        request().body(manifest("Berth")).put("/v1/apps/" + APP + "?wait=ready&timeout=60s");

    assertThat(same.statusCode()).isEqualTo(200);
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(page()).startsWith("Berth ");
    assertThat(container(APP).id()).isNotEqualTo(app);
    assertThat(container("redis").id()).isEqualTo(redis);
  }

  @Test
  void aStoppedAppStaysStoppedAndGoesOnWhereItWas() throws IOException {
    int before = visits();
    Response stopped = request().post("/v1/apps/" + APP + "/stop?wait=ready");
    ContainerView.State state = container(APP).life().state();
    Response started = request().post("/v1/apps/" + APP + "/start?wait=ready");

    assertThat(stopped.statusCode()).as(stopped.asString()).isEqualTo(200);
    assertThat(state).isEqualTo(ContainerView.State.EXITED);
    assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
    assertThat(visits()).isGreaterThan(before);
  }

  @Test
  void nobodyGetsInWithoutTheToken() {
    assertThat(given().get("/v1/apps").statusCode()).isEqualTo(401);
    assertThat(given().get("/metrics").statusCode()).isEqualTo(401);
    assertThat(given().get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhatIsWrongAndStoresNothing() throws IOException {
    Response bad = request().body("name: bad\nimage: x\nprots: [1]\n").post("/v1/apps");

    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.contentType()).startsWith("application/problem+json");
    assertThat(bad.jsonPath().getString("violations[0].path")).isEqualTo("prots");
    assertThat(request().get("/v1/apps/bad").statusCode()).isEqualTo(404);
  }
}
