package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.Secrets;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A secret reaches the containers that need it, a new value restarts those, and nobody reads it.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class SecretScenario extends Scenario {
  private static final String FIRST = "correct-horse-battery-staple";
  private static final String SECOND = "tr0ub4dor-and-three";
  private static final String APP =
      """
      name: identity-safe
      services:
        user:
          image: alpine:3
          command: [sleep, "3600"]
          init: true
          environment:
            PLAIN: text
            PASSWORD: {secret: identity-db, key: password}
            URL: {secret: identity-db, key: password, format: "redis://:{}@redis:6379"}
        other:
          image: alpine:3
          command: [sleep, "3600"]
          init: true
      """;

  @Inject ResourceStore resources;

  @AfterEach
  void clean() throws IOException {
    delete("identity-safe");
    request().delete("/v1/secrets/identity-db");
  }

  private Response secret(String value) throws IOException {
    return request().body("data: {password: " + value + "}").put("/v1/secrets/identity-db");
  }

  @Test
  void aValueReachesItsContainersAndNobodyElse() throws Exception {
    Response missing = request().body(APP).post("/v1/apps?wait=ready&timeout=10s");
    assertThat(missing.statusCode()).as(missing.asString()).isEqualTo(504);
    assertThat(missing.asString()).contains("SecretNotFound").contains("PUT /v1/secrets/");

    assertThat(secret(FIRST).statusCode()).isEqualTo(201);
    // Until somebody looks at it again, it has failed.
    eventually(() -> awaitReady("identity-safe"));
    String user = container("identity-safe", "user").id();
    String other = container("identity-safe", "other").id();
    assertThat(docker("exec", user, "env")).contains("PASSWORD=" + FIRST);
    assertThat(docker("exec", user, "env")).contains("URL=redis://:" + FIRST + "@redis:6379");
    assertThat(secret(FIRST).statusCode()).isEqualTo(200);
    assertThat(container("identity-safe", "user").id()).isEqualTo(user);

    secret(SECOND);
    eventually(() -> {
      String renewed = container("identity-safe", "user").id();
      assertThat(renewed).isNotEqualTo(user);
      assertThat(docker("exec", renewed, "env")).contains("PASSWORD=" + SECOND);
    });
    awaitReady("identity-safe");
    assertThat(container("identity-safe", "other").id()).isEqualTo(other);
    nobodyReads();
  }

  /** Text of secrets that stands in an app itself is as unreadable at rest as any other. */
  @Test
  void whatStandsInAnAppIsSealedWithIt() throws Exception {
    String manifest =
        """
        {apiVersion: berth.dev/v1, kind: App,
         metadata: {name: identity-safe, annotations: {
           kubectl.kubernetes.io/last-applied-configuration: '{"content": "%1$s"}'}},
         spec: {services: {
           user: {image: "alpine:3", command: [sleep, "3600"], init: true, stop_grace_period: 0s,
             secrets: [s], environment: {N: "%2$s"}},
           built: {build: {files: {Dockerfile: "FROM alpine:3"}, args: {TOKEN: "%1$s"}},
             command: [sleep, "3600"], init: true, stop_grace_period: 0s, links: {redis: {auth: true, persist: false}}}},
           secrets: {s: {content: "%1$s"}}}}
        """;
    for (String number : List.of("1", "2")) {
      Response answer =
          request()
              .body(manifest.formatted(FIRST, number))
              .put("/v1/apps/identity-safe?wait=ready&timeout=60s");
      assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }
    String user = container("identity-safe", "user").id();
    assertThat(docker("exec", user, "cat", "/run/secrets/s")).isEqualTo(FIRST);
    String password =
        docker("exec", container("identity-safe", "built").id(), "env")
            .lines()
            .filter(line -> line.startsWith("REDIS_PASSWORD="))
            .findFirst()
            .orElseThrow()
            .substring("REDIS_PASSWORD=".length());
    nowhere(FIRST, password);

    int resealed = request().post("/v1/system/rotate-key").jsonPath().getInt("resealed");

    assertThat(resealed).isGreaterThanOrEqualTo(3);
    nowhere(FIRST, password);
    assertThat(container("identity-safe", "user").id()).isEqualTo(user);
    Response same = request().body(manifest.formatted(FIRST, "2")).put("/v1/apps/identity-safe");
    assertThat(same.statusCode()).isEqualTo(200);
    awaitReady("identity-safe");
    assertThat(container("identity-safe", "user").id()).isEqualTo(user);
  }

  private void nowhere(String... values) throws Exception {
    for (String path : List.of("", "/plan", "/drift", "/events", "/revisions", "/compose")) {
      assertThat(request().get("/v1/apps/identity-safe" + path).asString())
          .as(path)
          .doesNotContain(values);
    }
    assertThat(request().get("/apis/berth.dev/v1/apps/identity-safe").asString())
        .doesNotContain(values);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String value : values) {
          assertThat(text.contains(value)).as(file.toString()).isFalse();
        }
      }
    }
  }

  private void nobodyReads() throws Exception {
    List<String> paths =
        List.of(
            "/v1/secrets",
            "/v1/secrets/identity-db",
            "/v1/apps",
            "/v1/apps/identity-safe",
            "/v1/apps/identity-safe/plan",
            "/v1/apps/identity-safe/drift",
            "/v1/apps/identity-safe/events",
            "/v1/apps/identity-safe/revisions",
            "/v1/containers?all=true",
            "/metrics");
    for (String path : paths) {
      assertThat(request().get(path).asString())
          .as(path)
          .doesNotContain(FIRST)
          .doesNotContain(SECOND);
    }
    Response bad = request().body("data: {password: [" + FIRST + "]}").put("/v1/secrets/bad");
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.asString()).doesNotContain(FIRST);
    String id = container("identity-safe", "user").id();
    assertThat(docker("inspect", "--format", "{{json .Config.Labels}}", id)).doesNotContain(SECOND);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text.contains(FIRST) || text.contains(SECOND)).as(file.toString()).isFalse();
      }
    }
    Resource stored = resources.find(Secrets.KIND, "identity-db").orElseThrow();
    assertThat(stored.spec().toString()).doesNotContain(SECOND);
  }
}
