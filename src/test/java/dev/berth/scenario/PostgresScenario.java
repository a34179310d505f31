package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.boot.cli.StateCommand;
import dev.berth.database.DatabaseAddress;
import dev.berth.database.PostgresCheck;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * On a PostgreSQL Berth must be what it is on its file: nothing that was acknowledged is lost,
 * whatever ends, and while the database is away that is what everybody is told.
 */
class PostgresScenario extends OverPostgres {
  private static final String APP = "pg-app";

  /** Longer than goes to H2 as a string, shorter than a manifest may be. */
  private static final String LONG = "x".repeat(900_000);

  private static final String PASSPHRASE = "correct horse battery";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(StateCommand.PASSPHRASE, PASSPHRASE);

  private static Map<String, String> environment(String database) throws IOException {
    Map<String, String> all = new HashMap<>(ENVIRONMENT);
    all.put("BERTH_DATABASE_URL", cluster.url(database));
    all.put("BERTH_DATABASE_PASSWORD_FILE", cluster.passwordFile().toString());
    return all;
  }

  private static String manifest(String greeting) {
    return """
    name: pg-app
    image: alpine:3
    command: [sleep, "1000"]
    stop_grace_period: 0s
    state: Stopped
    environment: {GREETING: "%s"}
    """
        .formatted(greeting);
  }

  private static Response put(OwnServer berth, String greeting) throws IOException {
    return berth.request().body(manifest(greeting)).put("/v1/apps/" + APP);
  }

  private static Response secret(OwnServer berth, String name) throws IOException {
    return berth.request().body("data: {password: hush-hush}").put("/v1/secrets/" + name);
  }

  private static String said(Process process, int status) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(status);
    return said;
  }

  @Test
  void whatIsAnsweredIsWhatIsKept() throws Exception {
    cluster.create("answers");
    try (OwnServer berth = new OwnServer(folder.resolve("home"), settings("answers")).start()) {
      Response created = put(berth, "World");
      assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
      String time = "metadata.creationTimestamp";
      assertThat(berth.request().get("/v1/apps/" + APP).jsonPath().getString(time))
          .isEqualTo(created.jsonPath().getString(time))
          .matches("\\S+\\.\\d{3,6}Z");
      assertThat(put(berth, "Again").statusCode()).isEqualTo(200);
      assertThat(put(berth, "Again").statusCode()).isEqualTo(200);
      assertThat(
              berth
                  .request()
                  .body("{revision: 1}")
                  .post("/v1/apps/" + APP + "/rollback")
                  .asString())
          .contains("World");
      assertThat(berth.request().get("/v1/apps/" + APP + "/revisions").asString())
          .contains("World", "Again");
      assertThat(secret(berth, "pg-secret").statusCode()).isEqualTo(201);
      for (String path : new String[] {"apps", "secrets", "registries", "sources", "tokens"}) {
        assertThat(
                berth
                    .request()
                    .urlEncodingEnabled(false)
                    .get("/v1/" + path + "/a%00b")
                    .statusCode())
            .as(path)
            .isEqualTo(404);
      }
      Response longest = put(berth, LONG);
      assertThat(longest.statusCode()).as(longest.asString()).isEqualTo(200);
      assertThat(berth.request().delete("/v1/apps/" + APP + "?wait=ready").statusCode())
          .isEqualTo(200);
      assertThat(Files.readString(berth.home.resolve("berth.log")))
          .doesNotContain("bug in Berth", "WARN", PostgresCluster.PASSWORD);
    }
  }

  @Test
  void aDatabaseThatIsAwayIsSaidAndComesBackByItself() throws Exception {
    cluster.create("away");
    try (OwnServer berth = new OwnServer(folder.resolve("home"), settings("away")).start()) {
      assertThat(secret(berth, "first").statusCode()).isEqualTo(201);

      cluster.stop();
      unreachable(berth.request().get("/v1/apps"));
      unreachable(secret(berth, "second"));
      cluster.start();
      assertThat(secret(berth, "second").statusCode()).isEqualTo(201);

      cluster.freeze();
      unreachable(secret(berth, "third"));
      cluster.thaw();
      backAgain(berth, "third");
      assertThat(berth.request().get("/v1/secrets").asString())
          .contains("first", "second", "third");
      assertThat(Files.readString(berth.home.resolve("berth.log"))).doesNotContain("bug in Berth");
    } finally {
      cluster.thaw();
    }
  }

  private static void unreachable(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.jsonPath().getString("reason")).isEqualTo("DatabaseUnreachable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  private static void backAgain(OwnServer berth, String secret) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(secret(berth, secret).statusCode()).isIn(200, 201));
  }

  @Test
  void whatWasAcknowledgedOutlivesBerth() throws Exception {
    cluster.create("killed");
    try (OwnServer berth = new OwnServer(folder.resolve("home"), settings("killed")).start()) {
      CompletableFuture<Integer> writes =
          CompletableFuture.supplyAsync(
              () -> {
                int done = 0;
                try {
                  while (secret(berth, "n" + done).statusCode() == 201) {
                    done++;
                  }
                } catch (Exception e) {
                  // It was killed.
                }
                return done;
              },
              Thread::startVirtualThread);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> berth.request().get("/v1/secrets/n20").statusCode() == 200);
      berth.kill();
      int acknowledged = writes.get(60, TimeUnit.SECONDS);

      berth.start();
      String all = berth.request().get("/v1/secrets?limit=500").asString();
      for (int i = 0; i < acknowledged; i++) {
        assertThat(all).contains("\"n" + i + "\"");
      }
      long before = Long.parseLong(version(secret(berth, "after")));
      assertThat(before).isGreaterThan(acknowledged);
    }
  }

  private static String version(Response answer) {
    return answer.jsonPath().getString("metadata.resourceVersion");
  }

  @Test
  void whoeverNeedsItAloneIsRefusedAndTheLeadIsHadAgain() throws Exception {
    cluster.create("alone");
    try (OwnServer berth = new OwnServer(folder.resolve("home"), settings("alone")).start()) {
      assertThat(said(OwnServer.waited(berth.home, settings("alone"), "serve"), 1))
          .contains("a Berth runs in " + berth.home + " already: stop it first")
          .hasLineCount(1);
      Path other = folder.resolve("other");
      assertThat(said(OwnServer.run(other, environment("alone"), "backup", "-"), 1))
          .contains("a Berth runs on");

      cluster.stop();
      cluster.start();
      backAgain(berth, "again");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              Files.readString(berth.home.resolve("berth.log"))
                  .contains("this Berth leads, epoch=2"));
    }
  }

  @Test
  void whoMovesFromTheFileTakesEverythingAlong() throws Exception {
    cluster.create("moved");
    Path home = folder.resolve("home");
    Path file = folder.resolve("berth.backup");
    String before;
    try (OwnServer berth = new OwnServer(home).start()) {
      assertThat(put(berth, "World").statusCode()).isEqualTo(201);
      assertThat(put(berth, "Again").statusCode()).isEqualTo(200);
      assertThat(put(berth, LONG).statusCode()).isEqualTo(200);
      assertThat(secret(berth, "kept").statusCode()).isEqualTo(201);
      before = berth.request().get("/v1/apps/" + APP + "/revisions").asString();
    }
    said(OwnServer.run(home, ENVIRONMENT, "backup", file.toString()), 0);
    assertThat(
            said(
                OwnServer.run(home, environment("moved"), "restore", "--force", file.toString()),
                0))
        .contains("restored into " + home, cluster.url("moved"));
    assertThat(home.resolve("berth.mv.db")).doesNotExist();

    try (OwnServer berth = new OwnServer(home, settings("moved")).start()) {
      assertThat(
              berth
                  .request()
                  .get("/v1/apps/" + APP + "/revisions")
                  .jsonPath()
                  .getList("items.number"))
          .hasSize(3);
      assertThat(berth.request().get("/v1/apps/" + APP).asString()).contains(LONG);
      assertThat(berth.request().get("/v1/secrets/kept").statusCode()).isEqualTo(200);
      assertThat(put(berth, "Third").statusCode()).isEqualTo(200);
      Response copy =
          berth.request().contentType("text/plain").body(PASSPHRASE).post("/v1/system/backup");
      assertThat(copy.statusCode()).isEqualTo(200);
      Files.write(file, copy.asByteArray());
      assertThat(before).contains("World");
    }
    assertThat(said(OwnServer.run(home, environment("moved"), "restore", file.toString()), 1))
        .contains("--force");
    said(OwnServer.run(home, environment("moved"), "restore", "--force", file.toString()), 0);
    Path back = folder.resolve("back");
    said(OwnServer.run(back, ENVIRONMENT, "restore", file.toString()), 0);
    try (OwnServer berth = new OwnServer(back).start()) {
      assertThat(berth.request().get("/v1/apps/" + APP).asString()).contains("Third");
      assertThat(berth.request().delete("/v1/apps/" + APP + "?wait=ready").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whatStandsInTheWayIsSaid() throws Exception {
    cluster.sql(
        "create database ascii owner berth encoding 'SQL_ASCII' locale 'C' template template0");
    cluster.sql("create database foreign_one");
    cluster.create("good");

    assertThat(obstacles("ascii")).contains("encoding is SQL_ASCII: create database");
    assertThat(obstacles("good")).isEqualTo("[]");
    assertThat(obstacles("foreign_one")).contains("berth may not make tables: alter database");
  }

  private static String obstacles(String database) throws Exception {
    return new PostgresCheck(
            new DatabaseAddress(
                cluster.url(database), PostgresCluster.USER, PostgresCluster.PASSWORD, 2))
        .obstacles()
        .toString();
  }
}
