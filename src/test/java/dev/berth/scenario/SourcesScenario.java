package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is the desired state: what is written there must come true, and nothing else. */
@QuarkusTest
@TestProfile(Configured.class)
class SourcesScenario extends Scenario {
  private static final String APP = "gitops-web";
  private static final String OTHER = "gitops-other";

  @TempDir Path folder;

  @BeforeEach
  void makeTheDefaultFolder() throws IOException {
    Files.createDirectories(home.resolve("desired"));
  }

  @AfterEach
  void removeAll() throws Exception {
    request().delete("/v1/sources/files");
    Files.createDirectories(home.resolve("desired"));
    try (var files = Files.list(home.resolve("desired"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    request().post("/v1/sources/default/sync?allowEmpty=true");
    for (String app : List.of(APP, OTHER)) {
      request().delete("/v1/apps/" + app + "?volumes=delete&force=true");
      eventually(() -> delete(app));
    }
  }

  private static String app(String name, String greeting) {
    return """
    name: %s
    image: alpine:3
    command: [sleep, "1000"]
    stop_grace_period: 0s
    environment: {GREETING: %s}
    """
        .formatted(name, greeting);
  }

  private Response declare(String more) throws IOException {
    return request()
        .body("folder: " + folder + "\nprune: true\ninterval: 1h\n" + more)
        .put("/v1/sources/files");
  }

  private Response sync() throws IOException {
    return request().post("/v1/sources/files/sync");
  }

  @Test
  void aFileThatIsWrittenBecomesContainersAndOneThatIsGoneTakesThemAway() throws Exception {
    Path desired = home.resolve("desired");
    Files.writeString(desired.resolve("web.yaml"), app(APP, "hello"));
    Files.writeString(desired.resolve("other.yaml"), app(OTHER, "hello"));
    eventually(() -> awaitReady(APP));
    eventually(() -> awaitReady(OTHER));

    Files.delete(desired.resolve("web.yaml"));

    eventually(() -> assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(404));
    Response source = request().get("/v1/sources/default");
    assertThat(source.path("status.apps").toString()).isEqualTo("[" + OTHER + "]");
    assertThat(source.path("status.conditions[0].reason").toString()).isEqualTo("Synced");
  }

  @Test
  void whatStandsInTheSettingsIsChangedThere() throws Exception {
    Response put = request().body("folder: /tmp\n").put("/v1/sources/default");
    Response delete = request().delete("/v1/sources/default");

    assertThat(put.statusCode()).as(put.asString()).isEqualTo(422);
    assertThat(delete.statusCode()).as(delete.asString()).isEqualTo(409);
  }

  @Test
  void anOwnedAppIsChangedByItsFileOrByForceUntilTheNextSync() throws Exception {
    Files.writeString(folder.resolve("web.yaml"), app(APP, "hello"));
    Response created = declare("");
    Response synced = sync();
    awaitReady(APP);

    Response refused = request().body(app(APP, "hi")).put("/v1/apps/" + APP);
    Response stopped = request().post("/v1/apps/" + APP + "/stop");
    Response forced = request().body(app(APP, "hi")).put("/v1/apps/" + APP + "?force=true");
    sync();
    Response after = request().get("/v1/apps/" + APP);

    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    assertThat(synced.statusCode()).as(synced.asString()).isEqualTo(200);
    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
    assertThat(stopped.statusCode()).as(stopped.asString()).isEqualTo(409);
    assertThat(forced.statusCode()).as(forced.asString()).isEqualTo(200);
    assertThat(after.path("spec.environment.GREETING").toString()).isEqualTo("hello");
  }

  /** Suspended, or the watched folder may be applied before the question comes. */
  @Test
  void aDiffHoldsThePlans() throws Exception {
    declare("suspend: true\n");
    Files.writeString(folder.resolve("web.yaml"), app(APP, "hello"));

    Response diff = request().get("/v1/sources/files/diff");

    assertThat(diff.statusCode()).as(diff.asString()).isEqualTo(200);
    assertThat(diff.path("changes[0].change").toString()).isEqualTo("create");
    assertThat(diff.path("changes[0].plan.text").toString()).contains(APP);
  }

  @Test
  void aSuspendedSourceDoesNothing() throws Exception {
    Response created = declare("suspend: true\n");
    Files.writeString(folder.resolve("web.yaml"), app(APP, "hello"));
    Response synced = sync();
    Response shown = request().get("/v1/sources/files");

    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    assertThat(synced.statusCode()).isEqualTo(409);
    assertThat(shown.path("status.conditions[0].reason").toString()).isEqualTo("Suspended");
    assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(404);
  }

  @Test
  void aHookNeedsASignatureAndNoToken() throws Exception {
    declare("webhookSecret: it is a secret\n");
    String body = "{\"ref\":\"refs/heads/main\"}";
    String hook = "/v1/sources/files/hook";

    int unsigned = given().body(body).post(hook).statusCode();
    int wrong = given().header("X-Gitlab-Token", "guess").body(body).post(hook).statusCode();
    int right =
        given().header("X-Gitlab-Token", "it is a secret").body(body).post(hook).statusCode();
    Response shown = request().get("/v1/sources/files");

    assertThat(List.of(unsigned, wrong, right)).containsExactly(401, 401, 202);
    assertThat(shown.asString()).doesNotContain("secret");
  }

  /** A source reads with Berth's rights: a deployer's token is not to open the whole machine. */
  @Test
  void aDeployerReadsNoFolderOfTheMachine() throws Exception {
    String token =
        request().body("{role: deployer}").put("/v1/tokens/files?renew=true").path("token");
    for (String place : List.of("folder: " + folder, "url: 'file://" + folder + "'")) {
      for (String path : List.of("/v1/sources/files", "/v1/sources/files?dryRun=true")) {
        Response refused = request().auth().oauth2(token).body(place + "\n").put(path);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.asString()).contains("PolicyDenied", "berth.sources.roots");
      }
    }
    String document =
        "{apiVersion: berth.dev/v1, kind: Source, metadata: {name: files}, spec: {folder: "
            + folder
            + "}}";
    assertThat(request().auth().oauth2(token).body(document).post("/v1/apply").asString())
        .contains("berth.sources.roots");
    assertThat(
            request()
                .auth()
                .oauth2(token)
                .body(document)
                .post("/apis/berth.dev/v1/sources")
                .asString())
        .contains("berth.sources.roots");
    assertThat(request().get("/v1/sources/files").statusCode()).isEqualTo(404);

    assertThat(declare("").statusCode()).isEqualTo(201);
    Response kept =
        request()
            .auth()
            .oauth2(token)
            .contentType("application/merge-patch+json")
            .body("{\"interval\": \"2h\"}")
            .patch("/v1/sources/files");
    assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(200);
    request().delete("/v1/tokens/files");
  }

  @Test
  void anAppTellsWhoseItIsAndWatchersHearOfASync() throws Exception {
    Files.writeString(folder.resolve("web.yaml"), app(APP, "hello"));
    declare("");
    sync();
    Response owned = request().get("/v1/apps/" + APP);
    assertThat(owned.<String>path("status.source.name")).isEqualTo("files");
    assertThat(owned.<String>path("status.source.file")).isEqualTo("web.yaml");
    assertThat(owned.<Boolean>path("status.source.overridden")).isFalse();
    String version = request().get("/apis/berth.dev/v1/sources").path("metadata.resourceVersion");
    Files.writeString(folder.resolve("bad.yaml"), "name: [\n");

    sync();

    String watched =
        request()
            .get(
                "/apis/berth.dev/v1/sources?watch=true&timeoutSeconds=2&resourceVersion=" + version)
            .asString();
    assertThat(watched).contains("MODIFIED", "bad.yaml");
  }
}
