package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.Routes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says wait=ready is answered when it is so, on every write; and told why when it is not. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class WaitScenario extends Scenario {
  private static final List<String> APPS = List.of("wait-one", "wait-two");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> WAITED =
      Set.of(
          "GET /v1/apps/no-name",
          "GET /v1/sources/no-name",
          "GET /v1/engines/no-name",
          "GET /v1/registries/no-name",
          "GET /v1/secrets/no-name",
          "GET /v1/operations/no-id",
          "GET /v1/tokens/no-name");

  @TempDir Path folder;

  @AfterEach
  void removeAll() throws Exception {
    request().delete("/v1/sources/wait-files");
    request().delete("/v1/secrets/wait-secret");
    for (String app : APPS) {
      request().delete("/v1/apps/" + app + "?volumes=delete&force=true");
      eventually(() -> delete(app));
    }
  }

  private void write(String app, String command) throws IOException {
    Files.writeString(
        folder.resolve(app + ".yaml"),
        """
        name: %s
        image: alpine:3
        command: [%s]
        stop_grace_period: 0s
        """
            .formatted(app, command));
  }

  private Response declare(String queries) throws IOException {
    return request()
        .body("folder: " + folder + "\nprune: true\ninterval: 1h\n")
        .put("/v1/sources/wait-files?" + queries);
  }

  /** Of a hook nobody waits: it has no token. */
  private static boolean isWaited(Routes.Route route) {
    return READING.contains(route.method())
        ? WAITED.contains(route.method() + " " + route.path())
        : route.path().startsWith("/v1/")
            && !route.path().endsWith("/hook")
            && !route.path().matches("/v1/(registries|secrets|engines)/.*/sync");
  }

  @Test
  void everyWriteKnowsWaitAndTimeoutAndWhatTheyMayBe() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Routes.Route route : Routes.all()) {
      if (isWaited(route)) {
        asked++;
        check(route, "wait=foo", "`wait` must be ready", wrong);
        check(route, "wait=ready&timeout=abc", "`timeout` must be a duration", wrong);
        check(route, "wait=ready&timeout=31m", "`timeout` must be 30m at most", wrong);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(35);
  }

  private void check(Routes.Route route, String query, String said, List<String> wrong)
      throws IOException {
    String type =
        route.method().equals("PATCH")
            ? "application/merge-patch+json"
            : route.path().endsWith("/backup") ? "text/plain" : "application/yaml";
    Response answer =
        request()
            .contentType(type)
            .body("a: b")
            .request(route.method(), route.path() + "?" + query);
    String detail = answer.statusCode() == 400 ? answer.path("detail") : answer.asString();
    if (answer.statusCode() != 400 || !detail.startsWith(said)) {
      wrong.add(route + " " + query + ": " + answer.statusCode() + " " + detail);
    }
  }

  @Test
  void theDocumentOffersThemOnEveryWrite() throws Exception {
    JsonPath document =
        JsonPath.from(request().accept("application/json").get("/openapi").asString());
    Map<String, Map<String, Object>> paths = document.getMap("paths");
    Set<String> without = new TreeSet<>();
    paths.forEach((path, methods) ->
        methods.forEach((method, operation) -> {
          boolean isWrite = Set.of("post", "put", "patch", "delete").contains(method);
          if (isWrite && !String.valueOf(operation).contains("name=timeout")) {
            without.add(method + " " + path);
          }
        }));

    assertThat(without).containsExactly("post /v1/sources/{name}/hook");
  }

  @Test
  void aSourceIsAnsweredWhenAllItsAppsAreReady() throws Exception {
    write("wait-one", "sleep, '1000'");
    write("wait-two", "sleep, '1000'");

    Response created = declare("wait=ready&timeout=60s");

    assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    assertThat(created.<List<String>>path("status.apps")).isEqualTo(APPS);
    for (String app : APPS) {
      assertThat(request().get("/v1/apps/" + app).<String>path("status.phase"))
          .isEqualTo("Running");
    }
    write("wait-two", "sleep, '2000'");
    Response synced = request().post("/v1/sources/wait-files/sync?wait=ready&timeout=60s");
    Response app = request().get("/v1/apps/wait-two");
    assertThat(synced.statusCode()).as(synced.asString()).isEqualTo(200);
    assertThat(app.<Integer>path("status.observedGeneration")).isEqualTo(2);
    assertThat(app.<String>path("status.phase")).isEqualTo("Running");
    assertThat(request().get("/v1/sources/wait-files?wait=ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aSourceThatFailsIsToldAtOnceWithItsStatus() throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "name: [\n");

    Response failed = declare("wait=ready&timeout=50s");

    assertThat(failed.statusCode()).as(failed.asString()).isEqualTo(504);
    assertThat(failed.<String>path("detail"))
        .contains("source wait-files", "bad.yaml")
        .doesNotContain("not ready after");
    assertThat(failed.<String>path("source.metadata.name")).isEqualTo("wait-files");
    assertThat(failed.<String>path("source.status.conditions[0].reason")).isEqualTo("FilesFailed");
  }

  @Test
  void aSourceWhoseAppIsNotReadyIsToldWithBoth() throws Exception {
    write("wait-one", "sleep, '1000'");
    assertThat(declare("wait=ready&timeout=60s").statusCode()).isEqualTo(201);
    write("wait-two", "'false'");

    Response failed = request().post("/v1/sources/wait-files/sync?wait=ready&timeout=3s");

    assertThat(failed.statusCode()).as(failed.asString()).isEqualTo(504);
    assertThat(failed.<String>path("detail")).contains("source wait-files", "app wait-two");
    assertThat(failed.<String>path("app.metadata.name")).isEqualTo("wait-two");
    assertThat(failed.<String>path("source.status.conditions[0].reason")).isEqualTo("Synced");
  }

  /** A server that is away may come back: that is no failure, until time is up. */
  @Test
  void aSourceThatTheNextSyncMayMendIsWaitedForUntilTimeIsUp() throws Exception {
    Response late =
        request()
            .body("url: 'http://localhost:1/none.git'\ninterval: 1h\n")
            .put("/v1/sources/wait-files?wait=ready&timeout=2s");

    assertThat(late.statusCode()).as(late.asString()).isEqualTo(504);
    assertThat(late.<String>path("detail")).contains("time is up");
  }

  @Test
  void aSuspendedSourceAndASecretAreReadyAsTheyAreStored() throws Exception {
    Response source =
        request()
            .body("folder: " + folder + "\nsuspend: true\n")
            .put("/v1/sources/wait-files?wait=ready&timeout=5s");
    Response secret =
        request()
            .body("kind: Secret\nname: wait-secret\ndata: {k: v}\n")
            .put("/v1/secrets/wait-secret?wait=ready&timeout=1s");

    assertThat(source.statusCode()).as(source.asString()).isEqualTo(201);
    assertThat(secret.statusCode()).as(secret.asString()).isEqualTo(201);
  }

  @Test
  void documentsOfAStreamAreWaitedForTogether() throws Exception {
    write("wait-two", "sleep, '1000'");
    String documents =
        """
        {apiVersion: berth.dev/v1, kind: App, metadata: {name: wait-one}, spec: {image: "alpine:3",
          command: [sleep, "1000"], stop_grace_period: 0s}}
        ---
        {apiVersion: berth.dev/v1, kind: Source, metadata: {name: wait-files},
          spec: {folder: "%s", interval: 1h}}
        """
            .formatted(folder);

    Response applied = request().body(documents).post("/v1/apply?wait=ready&timeout=60s");

    assertThat(applied.statusCode()).as(applied.asString()).isEqualTo(201);
    assertThat(applied.<String>path("items[0].status.phase")).isEqualTo("Running");
    assertThat(request().get("/v1/apps/wait-two").<String>path("status.phase"))
        .isEqualTo("Running");
  }

  /** Nobody listens on that port of this machine. */
  @Test
  void anOperationThatFailsIsToldWithItsError() throws Exception {
    Response pulled =
        request().post("/v1/images/localhost:1/nobody/none:1/pull?wait=ready&timeout=60s");

    assertThat(pulled.statusCode()).as(pulled.asString()).isEqualTo(504);
    assertThat(pulled.<String>path("operation.state")).isEqualTo("Failed");
    assertThat(pulled.<String>path("reason")).isEqualTo("RegistryUnreachable");
    String id = pulled.path("operation.id");
    assertThat(request().get("/v1/operations/" + id + "?wait=ready").statusCode()).isEqualTo(504);
    assertThat(request().get("/v1/operations/" + id).statusCode()).isEqualTo(200);
    assertThat(request().delete("/v1/operations/" + id + "?wait=ready").statusCode())
        .isEqualTo(200);
  }
}
