package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** A whole Berth over the real engine, spoken to as users do. */
abstract class Scenario {

  /** Where the front door listens, if any app wants it. */
  static final int FRONT_PORT = 21_880;

  /** Likewise for TLS. */
  static final int FRONT_TLS_PORT = 21_881;

  /** A home of its own, and the builder that every machine has. */
  public static class Home implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Path home = Path.of("target", "scenario", UUID.randomUUID().toString()).toAbsolutePath();
      Map<String, String> settings = new HashMap<>(DatabaseLane.settings(home));
      settings.putAll(
          Map.of(
              "berth.home",
              home.toString(),
              "quarkus.http.test-port",
              "0",
              // Beyond what a request asks Berth to wait: then the failure is Berth's answer, which
              // says why.
              "quarkus.http.test-timeout",
              "310s",
              "berth.build.engine",
              "classic",
              "berth.ingress.address",
              "127.0.0.1",
              "berth.ingress.http-port",
              String.valueOf(FRONT_PORT),
              "berth.ingress.https-port",
              String.valueOf(FRONT_TLS_PORT)));
      return settings;
    }
  }

  private static @Nullable OpenApiCheck document;

  @Inject ContainerEngine engine;

  @ConfigProperty(name = "berth.home")
  Path home;

  /** Held to the OpenAPI document, whatever it is. */
  RequestSpecification request() throws IOException {
    return bare().filter(documented());
  }

  private OpenApiCheck documented() throws IOException {
    if (document == null) {
      document =
          new OpenApiCheck(bare().accept("application/json").get("/openapi").asString(), false);
    }
    return document;
  }

  RequestSpecification bare() throws IOException {
    String token = Files.readString(home.resolve("admin-token")).strip();
    return given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .auth()
        .oauth2(token)
        .contentType("application/yaml");
  }

  void apply(String manifest) throws IOException {
    Response answer = request().body(manifest).post("/v1/apps?wait=ready&timeout=300s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
  }

  /** Nothing of it may be left. */
  void delete(String app) throws IOException {
    Response answer = request().delete("/v1/apps/" + app + "?volumes=delete&wait=ready");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 404);
    assertThat(request().get("/v1/apps/" + app).statusCode()).isEqualTo(404);
    assertThat(engine.containers(Map.of(Ownership.APP, app))).isEmpty();
    assertThat(engine.networks(Map.of(Ownership.APP, app))).isEmpty();
    assertThat(engine.volumes(Map.of(Ownership.APP, app))).isEmpty();
  }

  void awaitReady(String app) throws IOException {
    Response answer = request().get("/v1/apps/" + app + "?wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  /** The only one of a service. */
  ContainerView container(String app, String service) {
    List<ContainerView> all =
        engine.containers(Map.of(Ownership.APP, app, Ownership.SERVICE, service));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** What somebody types. */
  static String docker(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }
  }

  static void eventually(org.awaitility.core.ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(check);
  }
}
