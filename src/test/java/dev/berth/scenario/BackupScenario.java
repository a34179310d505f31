package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.boot.cli.StateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who lost the machine that Berth's home was on must get everything back from a backup: beside the
 * same engine without a restart of anything, and beside an empty one with everything made anew.
 */
class BackupScenario {
  private static final String APP = "state-backup";
  private static final String PASSPHRASE = "correct horse battery";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(StateCommand.PASSPHRASE, PASSPHRASE);

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void leaveNothing() throws Exception {
    String ours = "docker ps -aq --filter label=dev.berth.app=" + APP;
    shell(ours + " | xargs -r docker rm -f -v");
    shell(
        "docker network ls -q --filter label=dev.berth.app="
            + APP
            + " | xargs -r docker network rm");
    shell(
        "docker volume ls -q --filter label=dev.berth.app=" + APP + " | xargs -r docker volume rm");
  }

  private static String shell(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  private static String containers() throws IOException, InterruptedException {
    return shell(
        "docker ps -q --no-trunc --filter label=dev.berth.app="
            + APP
            + " | xargs -r docker inspect -f '{{.Id}} {{.State.StartedAt}}' | sort");
  }

  private static String said(Process process, int status) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(status);
    return said;
  }

  /** Declares what a backup has to hold. */
  private static void declare(OwnServer berth) throws IOException {
    assertThat(
            berth
                .request()
                .body("data: {password: hush-hush}")
                .put("/v1/secrets/state-db")
                .statusCode())
        .isEqualTo(201);
    assertThat(berth.request().body("{role: viewer}").put("/v1/tokens/state-t").statusCode())
        .isEqualTo(201);
    for (String name : new String[] {"World", "Again"}) {
      var answer =
          berth.request().body(manifest(name)).put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
      assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }
  }

  private static String manifest(String name) {
    return """
    name: state-backup
    build:
      files: {Dockerfile: "FROM alpine:3\\nLABEL a=b\\n"}
    command: [sleep, "1000"]
    init: true
    stop_grace_period: 0s
    environment: {PASSWORD: {secret: state-db}, NAME: %s}
    links: {redis: {auth: true, persist: false}}
    """
        .formatted(name);
  }

  private static Path backup(OwnServer berth, Path file) throws IOException {
    var answer =
        berth.request().contentType("text/plain").body(PASSPHRASE).post("/v1/system/backup");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Files.write(file, answer.asByteArray());
  }

  @Test
  void everythingComesBackBesideTheSameEngineAndBesideAnEmptyOne() throws Exception {
    Path file;
    String before;
    String revisions;
    try (OwnServer berth = new OwnServer(folder.resolve("first")).start()) {
      declare(berth);
      ready(berth);
      file = backup(berth, folder.resolve("berth.backup"));
      before = containers();
      revisions = berth.request().get("/v1/apps/" + APP + "/revisions").asString();
      berth.kill();
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("hush-hush", APP);
    Path second = folder.resolve("second");
    said(OwnServer.run(second, ENVIRONMENT, "restore", file.toString()), 0);

    try (OwnServer berth = new OwnServer(second).start()) {
      ready(berth);
      assertThat(containers()).isEqualTo(before).isNotEmpty();
      assertThat(berth.request().get("/v1/apps/" + APP + "/plan").asString())
          .contains("\"actions\":[]");
      assertThat(berth.request().get("/v1/apps/" + APP + "/revisions").asString())
          .isEqualTo(revisions);
      assertThat(berth.request().get("/v1/tokens").asString()).contains("state-t");
    }
    leaveNothing();

    try (OwnServer berth = new OwnServer(second).start()) {
      ready(berth);
      String web =
          shell(
              "docker ps -q --filter label=dev.berth.service="
                  + APP
                  + " --filter label=dev.berth.app="
                  + APP);
      assertThat(shell("docker exec " + web + " env"))
          .contains("PASSWORD=hush-hush", "NAME=Again", "REDIS_PASSWORD=");
    }
  }

  /** The containers of a new revision can be there while the old are not gone. */
  private static void ready(OwnServer berth) {
    Scenario.eventually(() -> {
      var answer = berth.request().get("/v1/apps/" + APP + "?wait=ready&timeout=60s");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      assertThat(containers().lines()).hasSize(2);
    });
  }

  @Test
  void whoIsRefusedIsToldWhy() throws Exception {
    Path home = folder.resolve("home");
    Path file = folder.resolve("berth.backup");
    try (OwnServer berth = new OwnServer(home).start()) {
      backup(berth, file);
      assertThat(said(OwnServer.run(home, ENVIRONMENT, "restore", "--force", file.toString()), 1))
          .contains(DatabaseLane.isPostgres() ? "a Berth runs on" : "a Berth runs in");
      assertThat(
              berth
                  .request()
                  .contentType("text/plain")
                  .body("short")
                  .post("/v1/system/backup")
                  .statusCode())
          .isEqualTo(422);
      assertThat(given().port(berth.port).post("/v1/system/backup").statusCode()).isEqualTo(401);
    }
    Path copy = folder.resolve("copy.backup");
    said(OwnServer.run(home, ENVIRONMENT, "backup", copy.toString()), 0);

    assertThat(said(OwnServer.run(home, ENVIRONMENT, "restore", file.toString()), 1))
        .contains("--force");
    assertThat(said(OwnServer.run(home, Map.of(), "restore", file.toString()), 2))
        .contains("--passphrase-file");
    Path secret = Files.writeString(folder.resolve("secret"), "another passphrase\n");
    assertThat(
            said(
                OwnServer.run(
                    home,
                    Map.of(),
                    "restore",
                    "--check",
                    "--passphrase-file",
                    secret.toString(),
                    copy.toString()),
                1))
        .isEqualTo("restore: the passphrase is wrong, or the head of the backup is damaged\n");
    assertThat(said(OwnServer.run(home, ENVIRONMENT, "restore", "--check", copy.toString()), 0))
        .startsWith("whole: ");
    said(OwnServer.run(home, ENVIRONMENT, "restore", "--force", file.toString()), 0);
  }
}
