package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Builds by BuildKit, through the client that {@code bin/test} lays into {@code target}: what only
 * it can do must work, and what a build may read must be seen by that build alone.
 */
@QuarkusTest
@TestProfile(BuildKitScenario.WithClient.class)
class BuildKitScenario extends Scenario {
  private static final Path CLIENT = Path.of("target/buildx/docker-buildx").toAbsolutePath();
  private static final String APP = "buildkit-app";
  private static final String SECRET = "buildkit-token";
  private static final String VALUE = "hush-hush-buildkit-42";
  private static final int PORT = 4414;

  /** A Berth that is told where the client is. */
  public static class WithClient extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
      settings.put("berth.build.buildx", CLIENT.toString());
      settings.put("berth.build.engine", "buildkit");
      return settings;
    }
  }

  @BeforeEach
  void requireTheClient() {
    assumeTrue(Files.isExecutable(CLIENT), "docker-buildx cannot be had here: see bin/test");
  }

  @AfterEach
  void cleanUp() throws Exception {
    delete(APP);
    request().delete("/v1/secrets/" + SECRET);
    List<String> built = request().get("/v1/images").path("items.findAll{it.built}.id");
    for (String image : built) {
      request().delete("/v1/images/" + image + "?force=true");
    }
    try (Stream<Path> left = Files.list(Path.of("/dev/shm"))) {
      String ours = "berth-build-" + ProcessHandle.current().pid();
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(ours))).isEmpty();
    }
  }

  private static String manifest(String dockerfile, String more) {
    String lines = dockerfile.replace("\n", "\n            ");
    return """
    name: %s
    build:
      files:
        Dockerfile: |
            %s
      %s
    init: true
    stop_grace_period: 0s
    """
        .formatted(APP, lines, more);
  }

  @Test
  void aBuildReadsItsSecretsAndKeepsNothingOfThem() throws Exception {
    request().body("value: " + VALUE).put("/v1/secrets/" + SECRET);
    apply(
        manifest(
            """
            FROM alpine:3
            RUN --mount=type=secret,id=token wc -c < /run/secrets/token > /length
            RUN --mount=type=secret,id=token echo got $(cat /run/secrets/token)
            RUN test ! -e /run/secrets/token
            CMD ["sleep", "1000"]\
            """,
            "secrets: [{source: %s, target: token}]\n  no_cache: true".formatted(SECRET)));

    String id = container(APP, APP).id();
    assertThat(docker("exec", id, "cat", "/length")).isEqualTo(String.valueOf(VALUE.length()));
    assertThat(request().get("/v1/apps/" + APP + "/revisions/1/log").asString())
        .contains("got ***")
        .doesNotContain(VALUE);
    for (String path :
        List.of("/v1/apps/" + APP, "/v1/apps/" + APP + "/events", "/v1/operations")) {
      assertThat(request().get(path).asString()).doesNotContain(VALUE);
    }
    String image = container(APP, APP).image();
    assertThat(docker("image", "history", "--no-trunc", image)).doesNotContain(VALUE);
    assertThat(docker("image", "inspect", image)).doesNotContain(VALUE);
  }

  @Test
  void aMissingSecretIsNamedAndItsComingBuilds() throws Exception {
    request()
        .body(
            manifest(
                """
                FROM alpine:3
                RUN --mount=type=secret,id=%s,required=true true
                CMD ["sleep", "1000"]\
                """
                    .formatted(SECRET),
                "secrets: [" + SECRET + "]"))
        .post("/v1/apps");
    eventually(
        () -> assertThat(request().get("/v1/apps/" + APP).asString()).contains("SecretNotFound"));
    request().body("value: " + VALUE).put("/v1/secrets/" + SECRET);

    eventually(() -> awaitReady(APP));
  }

  @Test
  void cacheMountsOutliveABuild() throws Exception {
    String mark = UUID.randomUUID().toString();
    String dockerfile =
        """
        FROM alpine:3
        RUN --mount=type=cache,id=%s,target=/cache echo %s >> /cache/seen; cp /cache/seen /seen
        CMD ["sleep", "1000"]\
        """;
    apply(manifest(dockerfile.formatted(mark, "first"), ""));
    request().body(manifest(dockerfile.formatted(mark, "second"), "")).put("/v1/apps/" + APP);
    awaitReady(APP);

    assertThat(docker("exec", container(APP, APP).id(), "cat", "/seen"))
        .contains("first", "second");
  }

  @Test
  void aFailureNamesTheStepAndShowsItsOutput() throws Exception {
    request()
        .body(manifest("FROM alpine:3\nRUN echo before the fall && exit 7\nCMD [\"true\"]", ""))
        .post("/v1/apps");
    eventually(() -> {
      String status = request().get("/v1/apps/" + APP).asString();
      assertThat(status).contains("BuildFailed", "2/2] RUN echo before the fall", "exit code: 7");
    });
    Response operation = request().get("/v1/operations?app=" + APP);

    assertThat(operation.<List<String>>path("items.state")).contains("Failed");
    String id = operation.path("items[0].id");
    assertThat(request().get("/v1/operations/" + id).asString()).contains("before the fall\"");
  }

  @Test
  void aBuildThatNobodyWantsEndsOnTheEngineToo() throws Exception {
    String mark = "90000." + System.nanoTime();
    request()
        .body(manifest("FROM alpine:3\nRUN sleep " + mark + "\nCMD [\"true\"]", ""))
        .post("/v1/apps");
    await().atMost(Duration.ofSeconds(30)).until(() -> runs(mark));
    request().body(manifest("FROM alpine:3\nCMD [\"sleep\", \"1000\"]", "")).put("/v1/apps/" + APP);
    awaitReady(APP);

    await().atMost(Duration.ofSeconds(20)).until(() -> !runs(mark));
    assertThat(request().get("/v1/operations?app=" + APP).<List<String>>path("items.state"))
        .contains("Cancelled");
  }

  private static boolean runs(String word) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(word));
  }

  @Test
  void argumentsAndOptionsReachTheSteps() throws Exception {
    apply(
        manifest(
            """
            FROM alpine:3 AS first
            ARG WORD
            RUN echo $WORD > /word && cat /etc/hosts > /hosts && df -k /dev/shm > /shm
            CMD ["sleep", "1000"]
            FROM alpine:3
            CMD ["false"]\
            """,
            """
            args: {WORD: several words, PATH: /bin:/usr/bin}
              target: first
              extra_hosts: ["made-up=192.0.2.7"]
              network: none
              shm_size: 12m
              ulimits: {nofile: {soft: 100, hard: 200}}
              labels: {mark: yes-it-is}\
            """));

    String id = container(APP, APP).id();
    assertThat(docker("exec", id, "cat", "/word", "/hosts", "/shm"))
        .contains("several words", "192.0.2.7\tmade-up");
    assertThat(engine.image(container(APP, APP).image()).orElseThrow().labels())
        .containsEntry("mark", "yes-it-is");
  }

  @Test
  void basesOfAClosedRegistryComeWithBerthsLogin() throws Exception {
    Path folder = Path.of("target", "registry", UUID.randomUUID().toString());
    try (LocalRegistry registry = new LocalRegistry(folder, PORT).start()) {
      String base = registry.host() + "/username/base:1";
      logIn(registry);
      docker("tag", "alpine:3", base);
      Response pushed = request().post("/v1/images/" + base + "/push");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              "Succeeded"
                  .equals(
                      request().get("/v1/operations/" + pushed.path("id")).<String>path("state")));
      docker("rmi", base);
      apply(manifest("FROM " + base + "\nCMD [\"sleep\", \"1000\"]", "pull: true"));

      assertThat(request().get("/v1/apps/" + APP + "/revisions/1/log").asString())
          .contains("load metadata for " + base);
      request().delete("/v1/registries/" + registry.host());
      delete(APP);
      request().delete("/v1/images/" + base + "?force=true");
    }
  }

  @Test
  void aComposeProjectBuildsWithASecretFileOfItsFolder() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(
          zip,
          "compose.yaml",
          """
          services:
            web:
              build: {context: ., secrets: [token], no_cache: true, ulimits: {nproc: 500}}
              init: true
              stop_grace_period: 0s
          secrets: {token: {file: ./token.txt}}
          """);
      entry(
          zip,
          "Dockerfile",
          """
          FROM alpine:3
          RUN --mount=type=secret,id=token echo got $(cat /run/secrets/token)
          CMD ["sleep", "1000"]
          """);
      entry(zip, "token.txt", VALUE);
      entry(zip, ".dockerignore", "token.txt\n");
    }
    Response answer =
        request()
            .contentType("application/zip")
            .body(bytes.toByteArray())
            .post("/v1/compose?name=" + APP + "&wait=ready");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.asString()).doesNotContain(VALUE);

    assertThat(request().get("/v1/apps/" + APP + "/revisions/1/log?service=web").asString())
        .contains("got ***")
        .doesNotContain(VALUE);
    assertThat(request().get("/v1/apps/" + APP + "/compose").asString())
        .contains("secrets:", "ulimits:")
        .doesNotContain(VALUE);
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void logIn(LocalRegistry registry) throws IOException {
    Response answer =
        request()
            .contentType("application/json")
            .body(
                "{\"username\":\"%s\",\"password\":\"%s\"}"
                    .formatted(LocalRegistry.USER, LocalRegistry.PASSWORD))
            .put("/v1/registries/" + registry.host());
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }
}
