package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Schemathesis found, and what else a client may rely on: each answer is what HTTP has it. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HttpScenario extends Scenario {
  private static final String SECRET = "kind: Secret\nname: http-s\ndata: {k: v}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/apps|DELETE, GET, HEAD, OPTIONS, POST",
        "/v1/apps/x|DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        "/v1/apps/x/stop|OPTIONS, POST",
        "/v1/contexts|OPTIONS, PUT",
        "/v1/images/me/web:1|DELETE, GET, HEAD, OPTIONS",
        "/v1/sources/x|DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        "/apis/berth.dev/v1/apps/x|DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        "/apis/berth.dev/v1/instances|GET, HEAD, OPTIONS"
      })
  void namesTheMethodsOfAPath(String path, String methods) throws IOException {
    assertThat(request().options(path).header("Allow")).isEqualTo(methods);
    Response refused = request().request("TRACE", path);
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo(methods);
  }

  /** Issue 18: they were told the types that had just been refused. */
  @Test
  void aPatchOfAnotherTypeIsToldThoseThereAre() throws IOException {
    Response refused = request().contentType("application/json").body("{}").patch("/v1/apps/x");

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.<String>path("detail"))
        .isEqualTo(
            "send Content-Type: application/merge-patch+json or application/json-patch+json");
    assertThat(refused.header("Accept-Patch")).contains("merge-patch+json, application/json-patch");
  }

  /** Issue 18: any version from the future matched what is no app. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/secrets/http-match", "/v1/tokens/http-match"})
  void aVersionThatWasNeverReachedMatchesNothing(String path) throws IOException {
    String body = path.contains("secrets") ? "data: {k: v}\n" : "role: viewer\n";
    String tag = request().body(body).put(path).header("ETag");

    Response refused = request().header("If-Match", "\"999999999\"").delete(path);
    Response done = request().header("If-Match", tag).delete(path);

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.<String>path("detail"))
        .contains("it is at version " + tag.replace("\"", ""));
    assertThat(done.statusCode()).isEqualTo(200);
  }

  /** Issue 18: Prometheus asks for OpenMetrics first, and got an empty 406. */
  @Test
  void prometheusCanReadTheMeasures() throws Exception {
    String open = "application/openmetrics-text; version=1.0.0";
    Response answer = request().accept(open).get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/openmetrics-text");
    assertThat(answer.asString()).endsWith("# EOF\n");
    assertThat(
            request()
                .accept(open + ";q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
                .get("/metrics")
                .statusCode())
        .isEqualTo(200);
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var in = promtool.getOutputStream()) {
      in.write(request().get("/metrics").asByteArray());
    }
    assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(promtool.waitFor()).isZero();
  }

  @Test
  void knowsNoMethodsOfNothing() throws IOException {
    assertThat(request().options("/v1/nothing").header("Allow")).isNotEqualTo("OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%25", "a%25zz", "%25%3F"})
  void refusesAnImageOfABrokenName(String reference) throws IOException {
    for (String path : List.of("", "/push", "/pull")) {
      Response answer =
          request()
              .urlEncodingEnabled(false)
              .request(path.isEmpty() ? "DELETE" : "POST", "/v1/images/" + reference + path);

      assertThat(answer.statusCode()).as(answer.asString()).isIn(404, 422);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dryRun", "dryRun=", "dryRun=true&dryRun=false", "timeout=", "timeout=soon"})
  void takesNoHalfSaidParameterForNone(String query) throws IOException {
    String app = "name: http-half\nimage: alpine:3\nstate: Stopped\n";

    assertThat(request().body(app).post("/v1/apps?" + query).statusCode()).isEqualTo(400);
    assertThat(request().get("/v1/apps/http-half").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhereInTheTextSomethingIsWrong() throws IOException {
    String wrong = "name: http-wrong\nservices:\n  web:\n    imagee: alpine:3\n    ports: [no]\n";
    Response answer = request().body(wrong).post("/v1/apps");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
    assertThat(answer.<Integer>path("violations.find { it.path.endsWith('imagee') }.line"))
        .isEqualTo(4);
    assertThat(answer.<Integer>path("violations.find { it.path.endsWith('ports[0]') }.column"))
        .isEqualTo(13);
    assertThat(request().body("a: [").put("/v1/apps/a").<List<Integer>>path("violations.line"))
        .containsExactly(1);
    assertThat(request().body("{}").put("/v1/registries/r").<List<Integer>>path("violations.line"))
        .doesNotContainNull();
  }

  @Test
  void removesNoOrphansForABodyThatSaysNothing() throws IOException {
    Response answer = request().body("null\n").post("/v1/system/orphans/remove");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
  }

  @Test
  void sendsAResourceAgainOnlyWhenItHasChanged() throws IOException {
    request().body(SECRET).put("/v1/secrets/http-s");
    for (String path : List.of("/v1/secrets", "/v1/secrets/http-s")) {
      String tag = request().get(path).header("ETag");
      Response same = request().header("If-None-Match", tag).get(path);
      request().body(SECRET.replace("k: v", "k: " + path.length())).put("/v1/secrets/http-s");

      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(request().header("If-None-Match", tag).get(path).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersADryRunOfTheRemovalOfAResource() throws IOException {
    request().body(SECRET).put("/v1/secrets/http-s");

    assertThat(request().delete("/v1/secrets/http-s?dryRun=true").statusCode()).isEqualTo(200);
    assertThat(request().get("/v1/secrets/http-s").statusCode()).isEqualTo(200);
    assertThat(request().delete("/v1/secrets/http-s").statusCode()).isEqualTo(200);
    assertThat(request().delete("/v1/secrets/http-s?dryRun=true").statusCode()).isEqualTo(404);
  }

  @Test
  void saysInItsDocumentWhatParametersMayBe() throws IOException {
    String text = request().accept("application/json").get("/openapi").asString();
    Files.writeString(Path.of("target", "openapi.json"), text); // bin/test lints it.
    JsonPath document = JsonPath.from(text);
    String parameters = "paths.'/v1/apps'.post.parameters.find{it.name=='%s'}.schema.%s";

    assertThat(document.getString(parameters.formatted("dryRun", "type"))).isEqualTo("boolean");
    assertThat(document.getString(parameters.formatted("wait", "enum"))).isEqualTo("[ready]");
    assertThat(document.getString("paths.'/v1/apps/{name}/drift'.get.responses.'200'.content"))
        .contains("array");
    assertThat(document.getString("paths.'/v1/apps'.get.responses.'200'.content"))
        .contains("text/event-stream");
    assertThat(document.getString("components.securitySchemes.token.scheme")).isEqualTo("bearer");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/apis/berth.dev/v1/harbours,404,NotFound",
    "GET,/apis/berth.dev/v1/apps/nobody,404,NotFound",
    "POST,/apis/berth.dev/v1/instances,405,MethodNotAllowed",
    "DELETE,/apis/berth.dev/v1,405,MethodNotAllowed",
    "PATCH,/apis/berth.dev/v1/apps/nobody,415,UnsupportedMediaType",
    "GET,/apis/berth.dev/v1/apps?labelSelector=a b,400,BadRequest",
    "GET,/api/v1/nothing,404,NotFound"
  })
  void tellsClientsOfKubernetesOfErrorsInTheirWords(
      String method, String path, int code, String reason) throws IOException {
    JsonPath status = request().body("a: b").request(method, path).jsonPath();

    assertThat(status.getString("kind") + " " + status.getInt("code")).isEqualTo("Status " + code);
    assertThat(status.getString("reason")).isEqualTo(reason);
    assertThat(status.getString("message")).isNotBlank();
  }

  @Test
  void tellsStrangersOfBothDoorsInTheirWords() {
    String kube = given().get("/apis/berth.dev/v1/apps").asString();
    String rest = given().get("/v1/apps").asString();

    assertThat(kube).contains("\"kind\":\"Status\"", "\"reason\":\"Unauthorized\"", "401");
    assertThat(rest).contains("\"title\":\"Unauthorized\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'///, application/json',200,application/json",
    "'x, application/yaml;q=0.5',200,application/yaml",
    "///,406,application/problem+json",
    "image/png,406,application/problem+json"
  })
  void goesByWhatCanBeReadOfAnAccept(String accept, int code, String type) throws IOException {
    Response answer = request().header("Accept", accept).get("/v1/system");

    assertThat(answer.statusCode()).isEqualTo(code);
    assertThat(answer.contentType()).startsWith(type);
  }

  @Test
  void servesOthersWhileSlowClientsHoldConnections() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        slow.add(socket);
        String rest = i % 2 == 0 ? "X-Slow: a" : body();
        socket
            .getOutputStream()
            .write(("POST /v1/apps HTTP/1.1\r\nHost: localhost\r\n" + rest).getBytes(UTF_8));
      }
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertThat(request().get("/v1/apps").statusCode()).isEqualTo(200);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private String body() throws IOException {
    String token = Files.readString(home.resolve("admin-token")).strip();
    return "Authorization: Bearer "
        + token
        + "\r\nContent-Type: application/yaml\r\nContent-Length: 100\r\n\r\nname: ht";
  }
}
