package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Images over a real engine and a real registry: what is built or sent there must come back from
 * it, whatever happens to tags, to the registry and to those who ask for it.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ImagesScenario extends Scenario {
  private static final int PORT = 4410;
  private static final int TLS_PORT = 4412;
  private static final String APP = "images-app";
  private static final String OTHER = "images-other";
  private static LocalRegistry registry;

  @BeforeAll
  static void startTheRegistry() throws Exception {
    Path folder = Path.of("target", "registry", UUID.randomUUID().toString());
    registry = new LocalRegistry(folder, PORT).start();
  }

  @AfterAll
  static void stopTheRegistry() throws Exception {
    registry.close();
  }

  @AfterEach
  void cleanUp() throws Exception {
    delete(APP);
    delete(OTHER);
    request().delete("/v1/registries/" + registry.host());
    List<String> built = request().get("/v1/images").path("items.findAll{it.built}.id");
    for (String image : built) {
      request().delete("/v1/images/" + image + "?force=true");
    }
    List<String> tags = request().get("/v1/images").path("items.tags.flatten()");
    for (String tag : tags) {
      if (tag.startsWith(registry.host()) || tag.startsWith("images-")) {
        request().delete("/v1/images/" + tag + "?force=true");
      }
    }
  }

  private static String repository(String name) {
    return registry.host() + "/" + LocalRegistry.USER + "/" + name;
  }

  private void logIn() throws IOException {
    Response answer =
        request()
            .contentType("application/json")
            .body(login(LocalRegistry.PASSWORD))
            .put("/v1/registries/" + registry.host());
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    assertThat(answer.asString()).doesNotContain(LocalRegistry.PASSWORD);
  }

  private static String login(String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(LocalRegistry.USER, password);
  }

  private static String built(String app, String marker, String more) {
    return """
    name: %s
    build:
      files: {Dockerfile: "FROM alpine:3\\nLABEL marker=%s\\nCMD [\\"sleep\\", \\"1000\\"]\\n"}
    %s
    init: true
    stop_grace_period: 0s
    """
        .formatted(app, marker, more);
  }

  private static String run(String app, String image, String more) {
    return """
    name: %s
    image: %s
    init: true
    stop_grace_period: 0s
    %s
    """
        .formatted(app, image, more);
  }

  /** Waits for the end of an operation. */
  private Response ended(Response accepted) throws IOException {
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    String id = accepted.path("id");
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> request().get("/v1/operations/" + id), answer -> answer.path("done"));
  }

  private void succeeded(Response accepted) throws IOException {
    Response end = ended(accepted);
    assertThat(end.<String>path("state")).as(end.asString()).isEqualTo("Succeeded");
  }

  @Test
  void aWrongLoginIsRefusedAndARightOneNeverShown() throws IOException {
    Response wrong =
        request()
            .contentType("application/json")
            .body(login("wrong-password"))
            .put("/v1/registries/" + registry.host());

    assertThat(wrong.statusCode()).as(wrong.asString()).isEqualTo(422);
    assertThat(wrong.asString()).contains(registry.host()).doesNotContain("wrong-password");
    assertThat(request().get("/v1/registries/" + registry.host()).statusCode()).isEqualTo(404);
    logIn();
    assertThat(request().get("/v1/registries").asString())
        .contains(LocalRegistry.USER)
        .doesNotContain(LocalRegistry.PASSWORD);
  }

  @Test
  void whatIsPushedComesBackByTagAndByDigest() throws Exception {
    logIn();
    apply(built(APP, "pushed", "image: images-app:1"));
    String target = repository("pushed:1");
    Response tagged =
        request()
            .contentType("application/json")
            .body("{\"tag\":\"" + target + "\"}")
            .post("/v1/images/images-app:1/tag");
    assertThat(tagged.statusCode()).as(tagged.asString()).isEqualTo(201);
    Response pushed = ended(request().post("/v1/images/" + target + "/push"));
    assertThat(pushed.<String>path("state")).as(pushed.asString()).isEqualTo("Succeeded");
    String digest = pushed.path("digest");
    assertThat(digest).startsWith("sha256:");
    cleanUp();
    logIn();

    apply(run(APP, target, ""));
    assertThat(
            request()
                .get("/v1/apps/" + APP)
                .<String>path("status.services.images-app.image.digest"))
        .isEqualTo(digest);
    delete(APP);
    request().delete("/v1/images/" + target);
    apply(run(APP, repository("pushed@" + digest), ""));
    assertThat(request().get("/v1/apps/" + APP + "/revisions").asString()).contains(digest);
  }

  @Test
  void aPullOfAMissingTagSaysWhatIsMissingWhere() throws Exception {
    logIn();
    String reference = repository("nothing:none");
    Response end = ended(request().post("/v1/images/" + reference + "/pull"));

    assertThat(end.<String>path("state")).isEqualTo("Failed");
    assertThat(end.<String>path("reason")).isEqualTo("ImageNotFound");
    assertThat(end.<String>path("message")).contains(reference).contains(registry.host());
  }

  @Test
  void twoAppsWithTheSameContextBuildOnce() throws Exception {
    Response one = request().body(built(APP, "once", "")).post("/v1/apps");
    Response other = request().body(built(OTHER, "once", "")).post("/v1/apps");
    assertThat(List.of(one.statusCode(), other.statusCode())).containsOnly(201);
    awaitReady(APP);
    awaitReady(OTHER);

    assertThat(container(APP, APP).image()).isEqualTo(container(OTHER, OTHER).image());
    List<String> builds =
        request()
            .get("/v1/operations")
            .path("items.findAll{it.kind == 'build' && !it.steps.isEmpty()}.id");
    List<String> logs = new java.util.ArrayList<>();
    for (String id : builds) {
      logs.add(request().get("/v1/operations/" + id).asString());
    }
    assertThat(logs.stream().filter(log -> log.contains("marker=once"))).hasSize(1);
  }

  @Test
  void aNewerGenerationCancelsABuildThatNobodyWantsAnyMore() throws Exception {
    String slow = built(APP, "slow", "").replace("LABEL marker=slow", "RUN sleep 300");
    assertThat(request().body(slow).post("/v1/apps").statusCode()).isEqualTo(201);
    await().atMost(Duration.ofSeconds(30)).until(() -> operations("state").contains("Running"));
    request().body(built(APP, "quick", "")).put("/v1/apps/" + APP);
    awaitReady(APP);

    assertThat(operations("state")).contains("Cancelled").doesNotContain("Running");
  }

  @Test
  void progressIsToldAsItGoesOnAndTheStatusSaysWhere() throws Exception {
    String slow = built(APP, "told", "").replace("LABEL marker=told", "RUN sleep 2\\nRUN sleep 2");
    assertThat(request().body(slow).post("/v1/apps").statusCode()).isEqualTo(201);
    String status =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> request().get("/v1/apps/" + APP).asString(),
                text -> text.contains("(operation "));
    String id = status.replaceFirst("(?s).*\\(operation ([0-9a-f-]{36})\\).*", "$1");
    String events = request().accept("text/event-stream").get("/v1/operations/" + id).asString();

    assertThat(events.split("event: ?progress", -1)).hasSizeGreaterThan(2);
    assertThat(events).containsPattern("event: ?end").contains("\"Succeeded\"");
    awaitReady(APP);
    Response ended = request().get("/v1/operations/" + id);
    assertThat(ended.<List<String>>path("steps.state"))
        .hasSizeGreaterThan(2)
        .containsOnly("Succeeded");
    assertThat(ended.<List<Integer>>path("steps.findAll { it.status == 'RUN sleep 2' }.tookMillis"))
        .hasSize(2)
        .allSatisfy(took -> assertThat(took).isGreaterThanOrEqualTo(1_900));
  }

  private List<String> operations(String field) throws IOException {
    return request().get("/v1/operations?app=" + APP).path("items." + field);
  }

  @Test
  void aDigestStaysWhileItsTagMoves() throws Exception {
    logIn();
    String target = repository("moving:1");
    apply(built(OTHER, "first", "image: " + target));
    succeeded(request().post("/v1/images/" + target + "/push"));
    apply(run(APP, target, ""));
    ContainerView before = container(APP, APP);
    request().body(built(OTHER, "second", "image: " + target)).put("/v1/apps/" + OTHER);
    awaitReady(OTHER);
    succeeded(request().post("/v1/images/" + target + "/push"));
    docker("rm", "--force", before.id());
    eventually(() -> assertThat(container(APP, APP).id()).isNotEqualTo(before.id()));
    awaitReady(APP);

    assertThat(container(OTHER, OTHER).image()).isNotEqualTo(before.image());
    assertThat(container(APP, APP).image()).isEqualTo(before.image());
  }

  @Test
  void aMovedTagIsFollowedByWhoWantsIt() throws Exception {
    logIn();
    String target = repository("followed:1");
    apply(built(OTHER, "old", "image: " + target));
    succeeded(request().post("/v1/images/" + target + "/push"));
    apply(run(APP, target, "update: {image: {policy: digest, interval: 1s}}"));
    String before = container(APP, APP).image();
    request().body(built(OTHER, "new", "image: " + target)).put("/v1/apps/" + OTHER);
    awaitReady(OTHER);
    succeeded(request().post("/v1/images/" + target + "/push"));

    eventually(() -> assertThat(container(APP, APP).image()).isNotEqualTo(before));
    awaitReady(APP);
    assertThat(container(APP, APP).image()).isEqualTo(container(OTHER, OTHER).image());
    assertThat(request().get("/v1/apps/" + APP + "/events").asString()).contains("ImageUpdated");
    Response again =
        request()
            .body(run(APP, target, "update: {image: {policy: digest, interval: 1s}}"))
            .post("/v1/apps");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.<Integer>path("metadata.generation")).isEqualTo(2);
  }

  @Test
  void aHigherVersionIsFollowedByWhoWantsIt() throws Exception {
    logIn();
    String one = repository("versions:1.0.0");
    String two = repository("versions:1.1.0");
    apply(built(OTHER, "one", "image: " + one));
    succeeded(request().post("/v1/images/" + one + "/push"));
    apply(run(APP, one, "update: {image: {policy: semver, interval: 1s}}"));
    request().body(built(OTHER, "two", "image: " + two)).put("/v1/apps/" + OTHER);
    awaitReady(OTHER);
    succeeded(request().post("/v1/images/" + two + "/push"));

    eventually(
        () -> assertThat(container(APP, APP).image()).isEqualTo(container(OTHER, OTHER).image()));
    assertThat(request().get("/v1/apps/" + APP + "/revisions").asString())
        .contains("gave way to the newer");
  }

  @Test
  void aPublishedBuildWaitsForItsRegistry() throws Exception {
    logIn();
    registry.kill();
    String target = repository("published:1");
    apply(built(APP, "published", "").replace("build:", "build:\n  push: " + target));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> request().get("/v1/operations").asString().contains("again in"));
    registry.start();

    eventually(() ->
        assertThat(request().get("/v1/apps/" + APP + "/events").asString())
            .contains("ImagePushed"));
    succeeded(request().post("/v1/images/" + target + "/pull"));
  }

  @Test
  void anImageInUseStaysUnlessForced() throws Exception {
    apply(built(APP, "used", "image: images-app:used"));
    Response refused = request().delete("/v1/images/" + container(APP, APP).image());

    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
    assertThat(refused.asString()).contains(APP);
    assertThat(request().delete("/v1/images/images-app:used").statusCode()).isEqualTo(200);
    assertThat(request().delete("/v1/images/images-app:gone").statusCode()).isEqualTo(404);
  }

  @Test
  void whatARevisionMayGoBackToIsNotPruned() throws Exception {
    apply(built(APP, "before", ""));
    String before = container(APP, APP).image();
    request().body(built(APP, "after", "")).put("/v1/apps/" + APP);
    awaitReady(APP);
    assertThat(request().delete("/v1/images/" + before).statusCode()).isEqualTo(409);
    assertThat(pruned("?dryRun=true")).doesNotContain(before);
    delete(APP);
    assertThat(pruned("?dryRun=true")).contains(before);
    assertThat(pruned("")).contains(before);

    assertThat(engine.image(before)).isEmpty();
  }

  private List<String> pruned(String query) throws IOException {
    return request().post("/v1/images/prune" + query).path("images.id");
  }

  @Test
  void whatNeedsBuildKitSaysSoWhereTheClassicBuilderBuilds() throws Exception {
    String manifest =
        built(APP, "needs", "")
            .replace("LABEL marker=needs", "RUN --mount=type=cache,target=/c true");
    assertThat(request().body(manifest).post("/v1/apps").statusCode()).isEqualTo(201);

    eventually(() ->
        assertThat(request().get("/v1/apps/" + APP).asString())
            .contains(
                "BuildFailed",
                "`RUN --mount` in line 2 of the Dockerfile needs BuildKit",
                "berth.build.engine is classic: set it to auto or buildkit"));
  }

  @Test
  void valuesOfBuildArgumentsShowNowhere() throws Exception {
    String manifest =
        """
        name: %s
        build:
          files: {Dockerfile: "FROM alpine:3\\nARG TOKEN\\nRUN echo got $TOKEN\\nCMD [\\"sleep\\", \\"1000\\"]\\n"}
          args: {TOKEN: hush-hush-42}
        init: true
        stop_grace_period: 0s
        """
            .formatted(APP);
    apply(manifest);
    String log = request().get("/v1/apps/" + APP + "/revisions/1/log").asString();

    assertThat(log).contains("got ***").doesNotContain("hush-hush-42");
    for (String path : List.of("", "/revisions", "/events", "/plan")) {
      assertThat(request().get("/v1/apps/" + APP + path).asString()).doesNotContain("hush-hush-42");
    }
  }

  @Test
  void aRegistryOverTlsIsTrustedAsDockerTrustsIt() throws Exception {
    Path folder = Path.of("target", "registry", UUID.randomUUID().toString());
    try (LocalRegistry closed = new LocalRegistry(folder, TLS_PORT).overTls().start()) {
      Response login =
          request()
              .contentType("application/json")
              .body(login(LocalRegistry.PASSWORD))
              .put("/v1/registries/" + closed.host());
      assertThat(login.statusCode()).as(login.asString()).isEqualTo(201);
      String one = closed.host() + "/username/tls:1.0.0";
      String two = closed.host() + "/username/tls:1.0.1";
      apply(built(OTHER, "tls", "image: " + one));
      request().post("/v1/images/" + one + "/tag?tag=" + two);
      succeeded(request().post("/v1/images/" + one + "/push"));
      apply(run(APP, one, "update: {image: {policy: semver, interval: 1s}}"));
      succeeded(request().post("/v1/images/" + two + "/push"));

      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP + "/revisions").asString())
              .contains("newer " + two));
      awaitReady(APP);
      request().delete("/v1/registries/" + closed.host());
      request().delete("/v1/images/" + two + "?force=true");
      request().delete("/v1/images/" + one + "?force=true");
    }
  }

  @Test
  void whatIsNoReferenceIsRefused() throws Exception {
    Response answer =
        request()
            .contentType("application/json")
            .body("{\"tag\":\"Bad Name\"}")
            .post("/v1/images/alpine:3/tag");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
  }
}
