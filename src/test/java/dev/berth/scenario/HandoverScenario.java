package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Of two Berths over one PostgreSQL one must act, and either must answer; and whatever becomes of
 * the one that acts, nothing that was acknowledged is lost, and nothing is done by one that leads
 * no more.
 */
class HandoverScenario extends OverPostgres {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FREEZES = Integer.getInteger("handover.freezes", 2);

  /** Longer than a lease is good for, and than PostgreSQL waits for a session that says nothing. */
  private static final Duration FROZEN =
      Duration.ofSeconds(Integer.getInteger("handover.seconds", 14));

  private String database;
  private OwnServer one;
  private OwnServer two;
  private WrittenCalls ofOne;
  private WrittenCalls ofTwo;

  /** Who writes all the time ends with the test, however that ends. */
  private final AtomicBoolean isOver = new AtomicBoolean();

  /** The first to start leads. */
  @BeforeEach
  void twoBerths(TestInfo test) throws Exception {
    database = name("led-", test);
    cluster.create(database);
    ofOne = new WrittenCalls();
    ofTwo = new WrittenCalls();
    one = berth("one", database).start(Map.of("DOCKER_HOST", ofOne.host()));
    two = berth("two", database);
    shareKey(one.home, two.home);
    two.start(Map.of("DOCKER_HOST", ofTwo.host()));
    await().atMost(LIMIT).until(() -> with(one, token(two)).statusCode() == 200);
  }

  @AfterEach
  void removeAll() throws Exception {
    isOver.set(true);
    one.signal("CONT");
    one.close();
    two.close();
    ofOne.close();
    ofTwo.close();
    docker(
        "docker ps -aq --filter label=dev.berth.app --filter name=^/led- | xargs -r docker rm -f");
    docker("docker network ls -q --filter name=^led- | xargs -r docker network rm");
  }

  private static String docker(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static Response put(OwnServer berth, String app, int round) throws IOException {
    return berth
        .request()
        .body(
            """
            name: %s
            image: alpine:3
            command: [sleep, "1000"]
            init: true
            stop_grace_period: 0s
            environment: {ROUND: "%d"}
            """
                .formatted(app, round))
        .put("/v1/apps/" + app);
  }

  private static boolean leads(OwnServer berth) throws IOException {
    String health = berth.request().get("/health/ready").asString();
    return health.contains("\"leads\": true");
  }

  private static void settled(OwnServer berth, String app) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() ->
            berth
                .request()
                .get("/v1/apps/" + app)
                .jsonPath()
                .getString("status.phase")
                .equals("Running"));
  }

  /** At the end there is one container, as is declared. */
  private void single(String app) {
    settled(two, app);
    await()
        .atMost(LIMIT)
        .until(
            () -> docker("docker ps -aq --filter label=dev.berth.app=" + app).lines().count() == 1);
  }

  @Test
  void aBackOffGoesOnAfterAHandOver() throws Exception {
    Response created =
        two.request()
            .body(
                """
                name: led-c
                image: alpine:3
                command: ["false"]
                """)
            .put("/v1/apps/led-c");
    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    await().atMost(LIMIT).until(() -> restarts(two) >= 3);
    int before = restarts(two);
    one.kill();
    await().atMost(LIMIT).ignoreExceptions().until(() -> leads(two) && restarts(two) >= before);
    assertThat(two.request().get("/v1/apps/led-c").asString()).contains("CrashLoopBackOff");
    assertThat(ofTwo.since(Instant.EPOCH).stream().filter(call -> call.line().contains("/start")))
        .hasSizeLessThan(3);
    assertThat(two.request().delete("/v1/apps/led-c?wait=ready").statusCode()).isEqualTo(200);
  }

  private static int restarts(OwnServer berth) throws IOException {
    Integer told =
        berth
            .request()
            .get("/v1/apps/led-c")
            .jsonPath()
            .get("status.services.'led-c'.containers[0].restarts");
    return told == null ? 0 : told;
  }

  @Test
  void eitherAnswersAndOneActs() throws Exception {
    assertThat(leads(one)).isTrue();
    assertThat(leads(two)).isFalse();
    Response created = put(two, "led-a", 1);
    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    settled(two, "led-a");
    assertThat(one.request().get("/v1/apps/led-a").asString())
        .isEqualTo(two.request().get("/v1/apps/led-a").asString());
    assertThat(ofTwo.since(Instant.EPOCH)).isEmpty();
    assertThat(ofOne.since(Instant.EPOCH)).isNotEmpty();

    Response system = two.request().get("/v1/system");
    assertThat(system.jsonPath().getList("instances.id")).hasSize(2);
    assertThat(system.jsonPath().getString("leader"))
        .isEqualTo(one.request().get("/v1/system").jsonPath().getString("leader"));
    assertThat(system.jsonPath().getLong("epoch")).isPositive();
    assertThat(two.request().get("/metrics").asString())
        .contains("berth_leader 0.0", "berth_fenced_total", "berth_lease_seconds");

    // Each home's own token opens both doors.
    assertThat(token(one)).isNotEqualTo(token(two));
    String made =
        two.request().body("role: viewer").put("/v1/tokens/led").jsonPath().getString("token");
    assertThat(with(one, made).statusCode()).isEqualTo(200);
    assertThat(with(two, made).statusCode()).isEqualTo(200);
    assertThat(with(two, "wrong").statusCode()).isEqualTo(401);
    // Bodies of any length, streams, and sockets go through.
    assertThat(
            two.request()
                .body("name: led-b\n" + "#".repeat(900_000))
                .put("/v1/apps/led-b")
                .statusCode())
        .isEqualTo(422);
    URI exec =
        URI.create("ws://127.0.0.1:" + two.port + "/v1/apps/led-a/exec?command=cat&stdin=true");
    try (ExecClient client = new ExecClient().open(exec, "Authorization", "Bearer " + token(two))) {
      client.type("through\n");
      await().atMost(LIMIT).until(() -> client.output().contains("through"));
    }
    assertThat(two.request().header("Berth-Relayed-By", "me").get("/v1/apps").statusCode())
        .isEqualTo(503);
    assertThat(two.request().delete("/v1/apps/led-a?wait=ready").statusCode()).isEqualTo(200);
  }

  /** Loops over engines that were declared begin and end with the lead as that of the own one. */
  @Test
  void anotherEngineIsKeptByWhoLeads() throws Exception {
    try (SecondEngine far = SecondEngine.shared()) {
      far.load("alpine:3");
      String engine = "{spec: {host: '" + far.host() + "'}}";
      assertThat(two.request().body(engine).put("/v1/engines/led-far").statusCode()).isEqualTo(201);
      String app =
          "{name: led-g, image: 'alpine:3', command: [sleep, '1000'], init: true,"
              + " stop_grace_period: 0s, placement: {engine: led-far}}";
      assertThat(two.request().body(app).put("/v1/apps/led-g").statusCode()).isEqualTo(201);
      settled(two, "led-g");
      String before = container(far);

      one.kill();
      await().atMost(LIMIT).until(() -> leads(two));
      assertThat(far.docker("rm", "-f", before).exit()).isZero();

      await().atMost(LIMIT).until(() -> !container(far).isEmpty());
      assertThat(container(far)).isNotEqualTo(before);
      settled(two, "led-g");
      assertThat(ofTwo.since(Instant.EPOCH).stream().filter(call -> call.line().contains("/start")))
          .isEmpty();
      assertThat(two.request().delete("/v1/apps/led-g?wait=ready").statusCode()).isEqualTo(200);
      assertThat(container(far)).isEmpty();
    }
  }

  private static String container(SecondEngine far) throws IOException, InterruptedException {
    return far.docker("ps", "-q", "--no-trunc", "--filter", "label=dev.berth.app=led-g").text();
  }

  private static String token(OwnServer berth) throws IOException {
    return Files.readString(berth.home.resolve("admin-token")).strip();
  }

  private static Response with(OwnServer berth, String token) throws IOException {
    return berth.request().auth().oauth2(token).get("/v1/apps");
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheLeaderIsKilled() throws Exception {
    assertThat(put(two, "led-k", 0).statusCode()).isEqualTo(201);
    settled(two, "led-k");
    Map<String, Integer> acknowledged = new TreeMap<>();
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(() -> write(acknowledged), Thread::startVirtualThread);
    await().atMost(LIMIT).until(() -> size(acknowledged) > 10);

    Instant killed = Instant.now();
    one.kill();
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> leads(two));
    System.out.println("hand-over after kill -9: " + Duration.between(killed, Instant.now()));
    int before = size(acknowledged);
    await().atMost(LIMIT).until(() -> size(acknowledged) > before + 20);
    isOver.set(true);
    writes.get(60, TimeUnit.SECONDS);

    for (Map.Entry<String, Integer> write : acknowledged.entrySet()) {
      Response secret = two.request().get("/v1/secrets/" + write.getKey());
      assertThat(secret.statusCode()).as(write.getKey()).isEqualTo(200);
    }
    single("led-k");
    assertThat(two.request().delete("/v1/apps/led-k?wait=ready").statusCode()).isEqualTo(200);
  }

  /** With ten thousand apps that would be ten thousand transactions on the disk. */
  @Test
  void whoLeadsNextWritesNothingOfAppsThatAreAsTheyWere() throws Exception {
    assertThat(put(two, "led-q", 0).statusCode()).isEqualTo(201);
    settled(two, "led-q");
    await().atMost(LIMIT).until(() -> revisionRow().endsWith("ready"));
    String before = revisionRow();

    one.kill();
    await().atMost(LIMIT).ignoreExceptions().until(() -> leads(two));
    settled(two, "led-q");

    assertThat(revisionRow()).isEqualTo(before);
    assertThat(two.request().delete("/v1/apps/led-q?wait=ready").statusCode()).isEqualTo(200);
  }

  /** The transaction that wrote it last, and whether it was ready then. */
  private String revisionRow() throws SQLException {
    try (Connection session = cluster.session(database);
        Statement question = session.createStatement();
        ResultSet row =
            question.executeQuery(
                "select xmin, case when ready_at is null then 'new' else 'ready' end from revision"
                    + " where app = 'led-q'")) {
      row.next();
      return row.getString(1) + " " + row.getString(2);
    }
  }

  /** As that of a leader that was frozen in the middle of it. */
  @Test
  void aWriteThatStandsStillHoldsNoHandOverUp() throws Exception {
    try (Connection stuck = cluster.session(database)) {
      stuck.setAutoCommit(false);
      try (Statement write = stuck.createStatement()) {
        write.execute("set idle_in_transaction_session_timeout = 0");
        write.execute("select 1 from lead for share");
      }
      one.kill();

      await().atMost(LIMIT).until(() -> leads(two));
      assertThat(stuck.isValid(5)).isFalse();
    }
  }

  private static int size(Map<String, Integer> map) {
    synchronized (map) {
      return map.size();
    }
  }

  /** Ten a second, at the one that stays: a secret, and a new version of the app. */
  private void write(Map<String, Integer> acknowledged) {
    for (int i = 0; !isOver.get(); i++) {
      try {
        int status =
            two.request().body("data: {password: hush}").put("/v1/secrets/led-" + i).statusCode();
        if (status == 201) {
          synchronized (acknowledged) {
            acknowledged.put("led-" + i, status);
          }
        }
        if (i % 5 == 0) {
          int unused = put(two, "led-k", i).statusCode();
        }
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aLeaderThatStoodStillDoesNothingAfterwards() throws Exception {
    assertThat(put(two, "led-f", 0).statusCode()).isEqualTo(201);
    settled(two, "led-f");
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(this::busy, Thread::startVirtualThread);
    for (int i = 0; i < FREEZES; i++) {
      boolean isOne = leads(one);
      OwnServer leader = isOne ? one : two;
      OwnServer other = isOne ? two : one;
      Instant frozen = Instant.now();
      leader.signal("STOP");
      await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> leads(other));
      Instant taken = Instant.now();
      System.out.println("hand-over after SIGSTOP: " + Duration.between(frozen, taken));
      TimeUnit.MILLISECONDS.sleep(
          Math.max(0, FROZEN.minus(Duration.between(frozen, taken)).toMillis()));
      leader.signal("CONT");
      await().atMost(LIMIT).ignoreExceptions().until(() -> !leads(leader));
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> leader.request().get("/v1/apps/led-f").statusCode() == 200);
      assertThat((isOne ? ofOne : ofTwo).since(taken)).isEmpty();
      await().atMost(LIMIT).until(() -> !(isOne ? ofTwo : ofOne).since(taken).isEmpty());
    }
    isOver.set(true);
    writes.get(60, TimeUnit.SECONDS);
    single("led-f");
    assertThat(two.request().delete("/v1/apps/led-f?wait=ready").statusCode()).isEqualTo(200);
  }

  /** Changes the app as fast as it is let, at whoever answers. */
  private void busy() {
    for (int i = 1; !isOver.get(); i++) {
      for (OwnServer berth : List.of(one, two)) {
        try {
          int unused =
              berth
                  .request()
                  .config(ImpatientClient.CONFIG)
                  .contentType("application/json")
                  .body(
                      "{\"name\": \"led-f\", \"image\": \"alpine:3\", \"command\": [\"sleep\","
                          + " \"1000\"], \"init\": true, \"stop_grace_period\": \"0s\","
                          + " \"environment\": {\"ROUND\": \""
                          + i
                          + "\"}}")
                  .put("/v1/apps/led-f")
                  .statusCode();
          TimeUnit.MILLISECONDS.sleep(300);
        } catch (Exception e) {
          // It stands still.
        }
      }
    }
  }

  @Test
  void aWatchGoesOnInOrderAndWithoutAGap() throws Exception {
    String version =
        two.request()
            .get("/apis/berth.dev/v1/apps")
            .jsonPath()
            .getString("metadata.resourceVersion");
    List<String> made = new ArrayList<>();
    try (WatchClient watch = new WatchClient("http://127.0.0.1:" + two.port, token(two), version)) {
      for (int i = 10; i < 30; i++) {
        make("led-w" + i, made);
      }
      one.kill();
      for (int i = 30; i < 50; i++) {
        make("led-w" + i, made);
      }
      await().atMost(LIMIT).until(() -> watch.added().size() >= made.size());
      assertThat(watch.faults()).isEmpty();
      // One that has changed again since is told in the place of that: Follower.
      assertThat(watch.added()).containsExactlyInAnyOrderElementsOf(made);
    }
    for (String app : made) {
      assertThat(two.request().delete("/v1/apps/" + app).statusCode()).isIn(200, 202);
    }
  }

  /** As often as it takes until it is acknowledged. */
  private void make(String app, List<String> made) throws Exception {
    await()
        .atMost(LIMIT)
        .until(() ->
            List.of(200, 201)
                .contains(
                    two.request()
                        .body("{name: %s, image: 'alpine:3', state: Stopped}".formatted(app))
                        .put("/v1/apps/" + app)
                        .statusCode()));
    made.add(app);
  }

  @Test
  void whoEndsHandsOverAtOnceAndComesBackAsOneThatFollows() throws Exception {
    assertThat(put(one, "led-s", 0).statusCode()).isEqualTo(201);
    settled(one, "led-s");
    Instant asked = Instant.now();
    one.signal("TERM");
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> leads(two));
    System.out.println("hand-over at a clean end: " + Duration.between(asked, Instant.now()));
    one.close();
    settled(two, "led-s");
    one.start(Map.of("DOCKER_HOST", ofOne.host()));
    assertThat(leads(one)).isFalse();
    assertThat(put(one, "led-s", 1).statusCode()).isEqualTo(200);
    single("led-s");
    assertThat(one.request().delete("/v1/apps/led-s?wait=ready").statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasAnotherKeyIsRefusedInOneLine() throws Exception {
    String[] settings = {
      "berth.database.url=" + cluster.url(database),
      "berth.database.password-file=" + cluster.passwordFile()
    };
    Process third = OwnServer.waited(folder.resolve("three"), settings, "serve");
    String said = new String(third.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(third.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("encryption.key");
    Process again = OwnServer.waited(one.home, settings, "serve");
    assertThat(new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("a Berth runs in " + one.home + " already")
        .hasLineCount(1);
  }
}
