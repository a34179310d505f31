package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.Routes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every write can be rehearsed; those that are about no app, resource or image, too. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DryRunRoutesScenario extends Scenario {
  private static final String APP = "dry-synced";
  private static final String SOURCE = "/v1/sources/dry-source";

  @AfterEach
  void leaveNothing() throws IOException {
    request().delete(SOURCE);
    delete(APP);
  }

  /** A parameter that nobody knows ends a request before anything is done, and names the others. */
  @Test
  void everyWriteKnowsIt() throws IOException {
    List<Routes.Route> writes =
        Routes.all().stream()
            .filter(route -> route.path().startsWith("/v1/"))
            .filter(route -> !List.of("GET", "HEAD", "OPTIONS").contains(route.method()))
            .filter(route ->
                !route.path().matches("/v1/(registries|secrets|engines)/[^/]+/(sync|hook)"))
            .toList();
    assertThat(writes).hasSizeGreaterThan(35);
    for (Routes.Route route : writes) {
      Response answer =
          bare()
              .contentType(route.path().endsWith("/backup") ? "text/plain" : type(route))
              .body("{}")
              .request(route.method(), route.path() + "?dryRun=true&nobodyKnows=this");
      assertThat(answer.statusCode()).as(route + answer.asString()).isEqualTo(400);
      assertThat(answer.<String>path("detail"))
          .containsPattern("nobodyKnows.*known: .*\\bdryRun\\b");
    }
  }

  private static String type(Routes.Route route) {
    return route.method().equals("PATCH") ? "application/merge-patch+json" : "application/json";
  }

  @Test
  void aContextThatWouldBeKeptIsNot() throws IOException {
    byte[] archive = archive();
    Response dryRun = request().body(archive).put("/v1/contexts?dryRun=true");
    String digest = dryRun.path("digest");

    assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
    assertThat(dryRun.<Boolean>path("kept")).isFalse();
    assertThat(request().get("/v1/contexts/" + digest).statusCode()).isEqualTo(404);
    assertThat(request().body("no archive").put("/v1/contexts?dryRun=true").statusCode())
        .isEqualTo(422);
    assertThat(request().body(archive).put("/v1/contexts").<String>path("digest"))
        .isEqualTo(digest);
    assertThat(request().body(archive).put("/v1/contexts?dryRun=true").<Boolean>path("kept"))
        .isTrue();
  }

  /** Such as no other test sends. */
  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Dockerfile"));
      zip.write(("FROM scratch\n# " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Its only file is gone: it syncs no more until somebody says that this is meant. */
  @Test
  void aSourceThatWouldBeSyncedIsNot() throws IOException {
    Path folder = Files.createDirectories(home.resolve("dry"));
    Files.writeString(folder.resolve("web.yaml"), "{name: " + APP + ", image: 'dry.invalid/x:1'}");
    declare("{folder: " + folder + ", prune: true, webhookSecret: a dry secret}");
    request().post(SOURCE + "/sync");
    Integer generation = request().get("/v1/apps/" + APP).path("metadata.generation");
    assertThat(generation).isNotNull();
    Files.delete(folder.resolve("web.yaml"));
    request().post(SOURCE + "/sync");
    String before = conditions();

    Response refused = request().post(SOURCE + "/sync?dryRun=true");
    Response meant = request().post(SOURCE + "/sync?dryRun=true&allowEmpty=true");
    Response heard = hook("a dry secret");

    assertThat(refused.<String>path("diff.refusal")).as(refused.asString()).contains(APP);
    assertThat(meant.statusCode()).as(meant.asString()).isEqualTo(200);
    assertThat(meant.<String>path("diff.changes[0].change")).isEqualTo("delete");
    assertThat(meant.<String>path("diff.changes[0].app")).isEqualTo(APP);
    assertThat(heard.statusCode()).as(heard.asString()).isEqualTo(200);
    assertThat(heard.<String>path("source")).isEqualTo("dry-source");
    assertThat(hook("guess").statusCode()).isEqualTo(401);
    Response app = request().get("/v1/apps/" + APP);
    assertThat(app.<Object>path("metadata.generation")).isEqualTo(generation);
    assertThat(app.<String>path("status.phase")).isNotEqualTo("Deleting");
    assertThat(conditions()).isEqualTo(before);
  }

  @Test
  void aSourceThatWouldNotBeSyncedIsRefused() throws IOException {
    declare("{folder: " + home + ", suspend: true, webhookSecret: a dry secret}");

    assertThat(request().post(SOURCE + "/sync?dryRun=true").statusCode()).isEqualTo(409);
    assertThat(hook("a dry secret").statusCode()).isEqualTo(409);
    assertThat(request().post("/v1/sources/none/sync?dryRun=true").statusCode()).isEqualTo(404);
  }

  private void declare(String spec) throws IOException {
    Response made = request().body(spec).put(SOURCE);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
  }

  private Response hook(String token) throws IOException {
    return request().header("X-Gitlab-Token", token).post(SOURCE + "/hook?dryRun=true");
  }

  private String conditions() throws IOException {
    return String.valueOf(request().get(SOURCE).<Object>path("status.conditions"));
  }

  @Test
  void theSystemStaysAsItIs() throws IOException {
    String rotate = "/v1/system/rotate-key";
    int foreseen = request().post(rotate + "?dryRun=true").path("resealed");
    Response backup =
        request()
            .contentType("text/plain")
            .accept("application/json")
            .body("a passphrase of some length")
            .post("/v1/system/backup?dryRun=true");
    Response weak =
        request().contentType("text/plain").body("weak").post("/v1/system/backup?dryRun=true");
    Response orphans =
        request().body("{app: dry-nobody}").post("/v1/system/orphans/remove?dryRun=true");

    assertThat(backup.statusCode()).as(backup.asString()).isEqualTo(200);
    assertThat(backup.<Map<String, Integer>>path("contents"))
        .containsKey("home/")
        .hasSizeGreaterThan(1);
    assertThat(weak.statusCode()).isEqualTo(422);
    Response file =
        request()
            .contentType("text/plain")
            .body("a passphrase of some length")
            .post("/v1/system/backup");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.contentType()).isEqualTo("application/octet-stream");
    assertThat(file.asByteArray()).hasSizeGreaterThan(1000);
    assertThat(orphans.<List<Object>>path("items")).isEmpty();
    assertThat(request().post(rotate).<Integer>path("resealed")).isEqualTo(foreseen).isPositive();
  }
}
