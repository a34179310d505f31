package dev.berth.scenario;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Kubernetes act on the words of an error: each is a Status with the right ones. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class KubeErrorsScenario extends Scenario {
  private static final String APPS = "/apis/berth.dev/v1/apps";
  private static final String APP =
      """
      {apiVersion: berth.dev/v1, kind: App, metadata: {name: kube-errors%s}, spec: {image: "%s",
        state: Stopped}}
      """;

  /** Berth itself slows down instead; what stands in its way may say this. */
  @Path("/apis/berth.dev/v1/busy")
  public static class Busy {
    @GET
    @Operation(hidden = true)
    public String get() {
      throw new WebApplicationException(
          jakarta.ws.rs.core.Response.status(429).header("Retry-After", "7").build());
    }
  }

  @AfterEach
  void removeAll() throws IOException {
    delete("kube-errors");
  }

  private static JsonPath assertStatus(Response answer, int code, String reason) {
    JsonPath status = answer.jsonPath();
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(code);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(status.getString("kind")).isEqualTo("Status");
    assertThat(status.getString("apiVersion")).isEqualTo("v1");
    assertThat(status.getString("status")).isEqualTo("Failure");
    assertThat(status.getInt("code")).isEqualTo(code);
    assertThat(status.getString("reason")).isEqualTo(reason);
    assertThat(status.getString("message")).isNotBlank();
    return status;
  }

  /** A body of any type is sent as it is. */
  private RequestSpecification typed(String type) throws IOException {
    return request()
        .config(
            RestAssured.config()
                .encoderConfig(encoderConfig().encodeContentTypeAs(type, ContentType.TEXT)))
        .contentType(type);
  }

  private void create() throws IOException {
    assertThat(request().body(APP.formatted("", "alpine:3")).post(APPS).statusCode())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "image/png,/apis/berth.dev/v1/apps",
    "image/png,/apis/berth.dev/v1/apps?watch=true",
    "application/vnd.kubernetes.protobuf,/apis/berth.dev/v1/apps",
    "text/html,/apis",
    "application/yaml,/apis/berth.dev/v1/apps/nobody",
    "///,/apis/berth.dev/v1/apps"
  })
  void notAcceptable(String accept, String path) throws IOException {
    assertStatus(request().header("Accept", accept).get(path), 406, "NotAcceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/vnd.kubernetes.protobuf,application/json",
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
        "application/json;stream=watch, */*"
      })
  void acceptable(String accept) throws IOException {
    assertThat(request().header("Accept", accept).get(APPS).statusCode()).isEqualTo(200);
  }

  @Test
  void nothingIsDoneForWhoWouldNotUnderstandTheAnswer() throws IOException {
    Response refused =
        request().header("Accept", "image/png").body(APP.formatted("", "alpine:3")).post(APPS);

    assertStatus(refused, 406, "NotAcceptable");
    assertThat(request().get(APPS + "/kube-errors").statusCode()).isEqualTo(404);
  }

  @Test
  void alreadyExists() throws IOException {
    create();

    JsonPath status =
        assertStatus(request().body(APP.formatted("", "redis:7")).post(APPS), 409, "AlreadyExists");

    assertThat(status.getString("details.name")).isEqualTo("kube-errors");
    assertThat(status.getString("details.group")).isEqualTo("berth.dev");
    assertThat(status.getString("details.kind")).isEqualTo("apps");
  }

  @Test
  void conflict() throws IOException {
    create();
    String stale =
        APP.formatted("", "redis:7")
            .replace("name: kube-errors", "name: kube-errors, resourceVersion: '1'");

    JsonPath status =
        assertStatus(request().body(stale).put(APPS + "/kube-errors"), 409, "Conflict");

    assertThat(status.getString("details.name")).isEqualTo("kube-errors");
  }

  @Test
  void conflictOfManagers() throws IOException {
    String path = APPS + "/kube-errors?fieldManager=";
    String type = "application/apply-patch+yaml";
    typed(type).body(APP.formatted("", "alpine:3")).patch(path + "one");

    JsonPath status =
        assertStatus(
            typed(type).body(APP.formatted("", "redis:7")).patch(path + "two"), 409, "Conflict");

    assertThat(status.<String>getList("details.causes.reason"))
        .isEqualTo(List.of("FieldManagerConflict"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"watch=true&resourceVersion=999999999", "limit=1&continue=bm90LW91cnM"})
  void expired(String query) throws IOException {
    assertStatus(request().get(APPS + "?" + query), 410, "Expired");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,,text/plain",
    "PUT,/kube-errors,text/plain",
    "PATCH,/kube-errors,text/plain",
    "PATCH,/kube-errors,application/json",
    "POST,,none",
  })
  void unsupportedMediaType(String method, String below, String type) throws IOException {
    create();
    String path = APPS + (below == null ? "" : below);

    assertStatus(
        typed(type).body("{\"a\":\"b\"}").request(method, path), 415, "UnsupportedMediaType");
  }

  @Test
  void invalid() throws IOException {
    String bad = APP.formatted("", "alpine:3").replace("state: Stopped", "ports: ['70000:1']");

    JsonPath status = assertStatus(request().body(bad).post(APPS), 422, "Invalid");

    assertThat(status.<String>getList("details.causes.field")).isNotEmpty();
    assertThat(status.getString("details.name")).isEqualTo("kube-errors");
    assertStatus(
        request().body(APP.formatted("", "alpine:3")).post(APPS + "?dryRun=Some"), 422, "Invalid");
    assertStatus(
        typed("application/json-patch+json")
            .body("[{\"op\": \"remove\", \"path\": \"/spec/nothing\"}]")
            .patch(created()),
        422,
        "Invalid");
  }

  private String created() throws IOException {
    create();
    return APPS + "/kube-errors";
  }

  @Test
  void tooManyRequests() throws IOException {
    Response answer = request().get("/apis/berth.dev/v1/busy");

    JsonPath status = assertStatus(answer, 429, "TooManyRequests");

    assertThat(answer.header("Retry-After")).isEqualTo("7");
    assertThat(status.getInt("details.retryAfterSeconds")).isEqualTo(7);
  }
}
