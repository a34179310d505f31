package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Registries of every kind over the real engine: whatever a registry wants of its clients, what was
 * pushed there must come back from it, and one that is busy must be left in peace.
 */
@QuarkusTest
@TestProfile(Configured.class)
class RegistriesScenario extends Scenario {
  private static final int PORT = 4416;
  private static final String APP = "registries-app";
  private static final String FAR = "registry.invalid";

  /** A copy of a registry that is nowhere. */
  static final String MIRROR = FAR + "=localhost:" + PORT;

  private static LocalRegistry registry() throws Exception {
    return new LocalRegistry(Path.of("target", "registry", UUID.randomUUID().toString()), PORT);
  }

  @AfterEach
  void cleanUp() throws Exception {
    delete(APP);
    List<String> logins = request().get("/v1/registries").path("items.metadata.name");
    for (String host : logins) {
      request().delete("/v1/registries/" + host);
    }
    List<String> tags = request().get("/v1/images").path("items.tags.flatten()");
    for (String tag : tags) {
      if (tag.contains("/registries-")) {
        request().delete("/v1/images/" + tag + "?force=true");
      }
    }
    List<String> nameless =
        request()
            .get("/v1/images")
            .path("items.findAll{it.digests.any{d -> d.contains('/registries-')}}.id");
    for (String id : nameless) {
      if (!id.equals(engine.image("alpine:3").orElseThrow().id())) {
        request().delete("/v1/images/" + id + "?force=true");
      }
    }
  }

  private Response logIn(String host, String password) throws IOException {
    return request()
        .contentType("application/json")
        .body("{\"username\":\"%s\",\"password\":\"%s\"}".formatted(LocalRegistry.USER, password))
        .put("/v1/registries/" + host);
  }

  private static String run(String image, String more) {
    return """
    name: %s
    image: %s
    command: sleep 1000
    init: true
    stop_grace_period: 0s
    %s
    """
        .formatted(APP, image, more);
  }

  private Response ended(Response accepted) throws IOException {
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    String id = accepted.path("id");
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> request().get("/v1/operations/" + id), answer -> answer.path("done"));
  }

  /** What the stand-in of busybox is called over there, published. */
  private void publish(String reference) throws Exception {
    docker("tag", "alpine:3", reference);
    Response end = ended(request().post("/v1/images/" + reference + "/push"));
    assertThat(end.<String>path("state")).as(end.asString()).isEqualTo("Succeeded");
    docker("rmi", reference);
  }

  @Test
  void aRegistryWithTokensIsUsedLikeAnyOther() throws Exception {
    try (TokenServer tokens =
            new TokenServer(Path.of("target", "registry", UUID.randomUUID().toString()));
        LocalRegistry registry = registry().withTokensOf(tokens).start()) {
      Response wrong = logIn(registry.host(), "wrong-password");
      assertThat(wrong.statusCode()).as(wrong.asString()).isEqualTo(422);
      assertThat(logIn(registry.host(), LocalRegistry.PASSWORD).statusCode()).isEqualTo(201);
      String one = registry.host() + "/username/registries-token:1.0.0";
      publish(one);
      apply(run(one, "update: {image: {policy: semver, interval: 1s}}"));
      publish(registry.host() + "/username/registries-token:1.1.0");

      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP + "/revisions").asString())
              .contains("gave way to the newer"));
      awaitReady(APP);
      assertThat(tokens.given()).isGreaterThan(3);
    }
  }

  @Test
  void aCopyOfARegistryIsAskedFirst() throws Exception {
    try (LocalRegistry registry = registry().start()) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      publish(registry.host() + "/username/registries-copy:1.0.0");
      apply(
          run(
              FAR + "/username/registries-copy:1.0.0",
              "update: {image: {policy: semver, interval: 1s}}"));

      assertThat(
              request()
                  .get("/v1/apps/" + APP)
                  .<String>path("status.services.registries-app.image.reference"))
          .isEqualTo(FAR + "/username/registries-copy:1.0.0");
      assertThat(
              request()
                  .get("/v1/apps/" + APP)
                  .<String>path("status.services.registries-app.image.digest"))
          .startsWith("sha256:");
      publish(registry.host() + "/username/registries-copy:1.1.0");
      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP + "/revisions").asString())
              .contains("gave way to the newer " + FAR + "/username/registries-copy:1.1.0"));
      awaitReady(APP);
    }
  }

  @Test
  void whatNoCopyHasIsAskedOfTheRegistryItself() throws Exception {
    try (LocalRegistry registry = registry().start()) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      Response end =
          ended(request().post("/v1/images/" + FAR + "/username/registries-none:1/pull"));

      assertThat(end.<String>path("state")).isEqualTo("Failed");
      assertThat(end.asString()).contains("mirror: pull of " + registry.host());
      assertThat(end.<String>path("message")).startsWith("pull of " + FAR);
    }
  }

  @Test
  void anInsecureRegistryIsNotAskedForItsCertificate() throws Exception {
    try (LocalRegistry registry = registry().overTls().start()) {
      String host = "127.0.0.1:" + PORT;
      assertThat(logIn(host, LocalRegistry.PASSWORD).statusCode()).isEqualTo(201);
      publish(host + "/username/registries-open:1.0.0");
      apply(
          run(
              host + "/username/registries-open:1.0.0",
              "update: {image: {policy: semver, interval: 1s}}"));
      publish(host + "/username/registries-open:1.0.1");

      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP + "/revisions").asString())
              .contains("gave way to the newer"));
      awaitReady(APP);
    }
  }

  @Test
  void aBusyRegistryIsTriedAgainLaterAndLater() throws Exception {
    try (LocalRegistry registry = registry().start();
        BusyRegistry busy = new BusyRegistry(registry, 429)) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      publish(registry.host() + "/username/registries-busy:1");
      assertThat(logIn(busy.host(), LocalRegistry.PASSWORD).statusCode()).isEqualTo(201);
      String reference = busy.host() + "/username/registries-busy:1";
      assertThat(request().body(run(reference, "")).post("/v1/apps").statusCode()).isEqualTo(201);
      await().atMost(Duration.ofSeconds(30)).until(() -> busy.asked() >= 3);
      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP).asString())
              .contains("PullFailed", reference, "too busy"));
      busy.calm();

      eventually(() -> awaitReady(APP));
      request().delete("/v1/images/" + reference + "?force=true");
    }
  }

  @Test
  void whatRunsGoesOnWhileItsRegistryIsAway() throws Exception {
    try (LocalRegistry registry = registry().start()) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      String reference = registry.host() + "/username/registries-away:1";
      publish(reference);
      apply(run(reference, ""));
      String before = container(APP, APP).image();
      registry.kill();
      docker("rm", "--force", container(APP, APP).id());
      eventually(() -> assertThat(container(APP, APP).isRunning()).isTrue());
      assertThat(container(APP, APP).image()).isEqualTo(before);
      String running = container(APP, APP).id();
      request().body(run(reference, "pull_policy: always")).put("/v1/apps/" + APP);
      eventually(() ->
          assertThat(request().get("/v1/operations?app=" + APP).asString())
              .contains("connection refused", reference));
      assertThat(container(APP, APP).id()).isEqualTo(running);
      assertThat(container(APP, APP).isRunning()).isTrue();
    }
  }

  @Test
  void aPushThatItsRegistryCutOffGoesOnWhenItIsBack() throws Exception {
    try (LocalRegistry registry = registry().start()) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      String target = registry.host() + "/username/registries-cut:1";
      String manifest =
          """
          name: %s
          build:
            push: %s
            files: {Dockerfile: "FROM alpine:3\\nRUN head -c 250000000 /dev/urandom > /big\\nCMD [\\"sleep\\", \\"1000\\"]\\n"}
          init: true
          stop_grace_period: 0s
          """
              .formatted(APP, target);
      assertThat(request().body(manifest).post("/v1/apps").statusCode()).isEqualTo(201);
      String push = "items.find{it.kind == 'push'}";
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofMinutes(2))
          .until(() -> {
            Number sent =
                request().get("/v1/operations?app=" + APP).path(push + "?.progress?.current");
            return sent != null && sent.longValue() > 20_000_000;
          });
      registry.kill();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> request().get("/v1/operations").asString().contains("again in"));
      String id = request().get("/v1/operations?app=" + APP).path(push + ".id");
      assertThat(request().get("/v1/operations/" + id).<String>path("state")).isEqualTo("Running");
      registry.start();

      await()
          .atMost(Duration.ofSeconds(90))
          .until(() ->
              request().get("/v1/apps/" + APP + "/events").asString().contains("ImagePushed"));
      assertThat(request().get("/v1/operations/" + id).<String>path("state"))
          .isEqualTo("Succeeded");
      Response end = ended(request().post("/v1/images/" + target + "/pull"));
      assertThat(end.<String>path("state")).as(end.asString()).isEqualTo("Succeeded");
    }
  }

  private void publishAs(String reference, String command) throws Exception {
    String made = docker("create", "alpine:3", "sleep", "1000");
    try {
      docker("commit", "--change", "CMD " + command, made, reference);
    } finally {
      docker("rm", made);
    }
    Response end = ended(request().post("/v1/images/" + reference + "/push"));
    assertThat(end.<String>path("state")).as(end.asString()).isEqualTo("Succeeded");
  }

  @Test
  void aTagThatMovedToSomethingBrokenIsLeftAndNotGoneToAgain() throws Exception {
    try (LocalRegistry registry = registry().start()) {
      logIn(registry.host(), LocalRegistry.PASSWORD);
      String reference = registry.host() + "/username/registries-moving:1";
      publishAs(reference, "[\"sleep\", \"1000\"]");
      apply(
          run(
                  reference,
                  "update: {image: {policy: digest, interval: 1s}}\nrollout: {autoRollback: true}")
              .replace("command: sleep 1000\n", ""));
      String good = container(APP, APP).image();
      publishAs(reference, "[\"/there-is-no-such-program\"]");
      eventually(() ->
          assertThat(request().get("/v1/apps/" + APP + "/events").asString())
              .contains("ImageUpdated", "RolledBack"));
      eventually(() -> assertThat(container(APP, APP).image()).isEqualTo(good));
      publishAs(reference, "[\"sleep\", \"2000\"]");
      eventually(() -> assertThat(container(APP, APP).image()).isNotEqualTo(good));
      awaitReady(APP);

      List<String> authors = request().get("/v1/apps/" + APP + "/revisions").path("items.author");
      assertThat(authors).hasSize(4);
      assertThat(authors.get(0)).contains("moved");
      assertThat(authors.get(1)).contains("autoRollback");
      assertThat(authors.get(2)).contains("moved");
    }
  }
}
