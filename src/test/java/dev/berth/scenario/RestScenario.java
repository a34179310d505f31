package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The REST door must keep the promises of HTTP: nothing lost, nothing half done, nothing guessed.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RestScenario extends Scenario {
  private static String url() {
    return "http://localhost:" + RestAssured.port + "/";
  }

  private static String app(String name, String team) {
    return """
    apiVersion: berth.dev/v1
    kind: App
    metadata:
      name: %s
      labels: {team: %s}
    spec:
      image: alpine:3
      state: Stopped
      environment: {NAME: World}
    """
        .formatted(name, team);
  }

  private void create(String name, String team) throws IOException {
    assertThat(request().body(app(name, team)).post("/v1/apps").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void removeAll() throws IOException {
    request().delete("/v1/apps?all=true");
    eventually(() -> assertThat(request().get("/v1/apps").jsonPath().getList("items")).isEmpty());
  }

  @Test
  void deletesAllAndAnswersWhenTheyAreGone() throws IOException {
    create("kube-all-a", "demo");
    create("kube-all-b", "demo");

    Response gone = request().delete("/v1/apps?all=true&wait=ready&timeout=60s");

    assertThat(gone.statusCode()).as(gone.asString()).isEqualTo(200);
    assertThat(gone.jsonPath().getList("items")).hasSize(2);
    assertThat(request().get("/v1/apps").jsonPath().getList("items")).isEmpty();
  }

  @Test
  void patchesPartsOfAnApp() throws IOException {
    create("kube-patch", "demo");

    Response merged =
        request()
            .contentType("application/merge-patch+json")
            .body(
                """
                {"metadata": {"annotations": {"note": "hello"}},
                 "spec": {"environment": {"NAME": null, "MORE": "1"}}}\
                """)
            .patch("/v1/apps/kube-patch");
    Response patched =
        request()
            .contentType("application/json-patch+json")
            .body(
                """
                [{"op": "test", "path": "/spec/environment/MORE", "value": "1"},
                 {"op": "add", "path": "/spec/environment/AGAIN", "value": "2"}]\
                """)
            .patch("/v1/apps/kube-patch");
    Response unfit =
        request()
            .contentType("application/json-patch+json")
            .body("[{\"op\": \"test\", \"path\": \"/spec/image\", \"value\": \"other\"}]")
            .patch("/v1/apps/kube-patch");
    Response flat =
        request()
            .contentType("application/merge-patch+json")
            .body("{\"environment\": {\"AGAIN\": null}}")
            .patch("/v1/apps/kube-patch");

    assertThat(merged.statusCode()).as(merged.asString()).isEqualTo(200);
    assertThat(merged.jsonPath().getMap("metadata.annotations")).isEqualTo(Map.of("note", "hello"));
    assertThat(patched.statusCode()).as(patched.asString()).isEqualTo(200);
    assertThat(patched.jsonPath().getMap("spec.environment"))
        .isEqualTo(Map.of("MORE", "1", "AGAIN", "2"));
    assertThat(unfit.statusCode()).isEqualTo(409);
    assertThat(flat.jsonPath().getMap("spec.environment")).isEqualTo(Map.of("MORE", "1"));
  }

  @Test
  void refusesPatchesThatAreNone() throws IOException {
    create("kube-bad", "demo");

    assertThat(
            List.of(
                patch("application/json-patch+json", "{}"),
                patch("application/json-patch+json", "[{\"op\": \"dance\", \"path\": \"/spec\"}]"),
                patch("application/merge-patch+json", "[]"),
                patch("application/merge-patch+json", "{\"spec\": {\"colour\": 1}}"),
                patch("application/merge-patch+json", "{\"metadata\": {\"name\": \"other\"}}"),
                patch("application/json", "{}")))
        .isEqualTo(List.of(400, 400, 400, 422, 422, 415));
  }

  private int patch(String type, String body) throws IOException {
    return request().contentType(type).body(body).patch("/v1/apps/kube-bad").statusCode();
  }

  @Test
  void losesNoneOfFiftyWritersAtOnce() throws Exception {
    create("kube-many", "demo");
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String body = "{\"spec\": {\"environment\": {\"KEY_" + i + "\": \"" + i + "\"}}}";
      writers.add(() ->
          request()
              .contentType("application/merge-patch+json")
              .body(body)
              .patch("/v1/apps/kube-many")
              .statusCode());
    }
    List<Integer> codes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (Future<Integer> code : threads.invokeAll(writers)) {
        codes.add(code.get());
      }
    }

    assertThat(codes).containsOnly(200);
    assertThat(request().get("/v1/apps/kube-many").jsonPath().getMap("spec.environment"))
        .hasSize(51);
  }

  @Test
  void holdsWritesToTheVersionThatWasSeen() throws IOException {
    create("kube-match", "demo");
    String seen = request().get("/v1/apps/kube-match").header("ETag");
    int first = put("kube-match", "one", seen);
    int second = put("kube-match", "two", seen);

    assertThat(List.of(first, second, put("kube-match", "three", "\"999999999\"")))
        .isEqualTo(List.of(200, 412, 412));
  }

  /**
   * Issue 18, 16: what is done to an app is a write like others; the condition was not read there.
   */
  @ParameterizedTest
  @ValueSource(strings = {"stop", "start", "restart", "kill", "rollback"})
  void holdsWhatIsDoneToAnAppToTheVersionThatWasSeen(String verb) throws IOException {
    create("rest-verb", "demo");
    String tag = request().get("/v1/apps/rest-verb").header("ETag");
    Object before = request().get("/v1/apps/rest-verb").path("metadata.generation");

    Response refused =
        request()
            .header("If-Match", "\"999999999\"")
            .body("{\"revision\": 1}")
            .contentType("application/json")
            .post("/v1/apps/rest-verb/" + verb);

    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(412);
    assertThat(refused.<String>path("detail")).contains("it is at version");
    assertThat(request().get("/v1/apps/rest-verb").<Object>path("metadata.generation"))
        .isEqualTo(before);
    assertThat(
            request()
                .header("If-Match", tag)
                .post("/v1/apps/rest-verb/restart?dryRun=true")
                .statusCode())
        .isEqualTo(200);
  }

  private int put(String name, String team, String match) throws IOException {
    return request()
        .header("If-Match", match)
        .body(app(name, team))
        .put("/v1/apps/" + name)
        .statusCode();
  }

  @Test
  void listsByLabelAndInParts() throws IOException {
    for (int i = 0; i < 5; i++) {
      create("kube-list-" + i, i % 2 == 0 ? "even" : "odd");
    }
    Response first = request().get("/v1/apps?limit=2&labelSelector=team in (even, odd)");
    Response rest =
        request()
            .queryParam("continue", first.jsonPath().getString("metadata.continue"))
            .get("/v1/apps");

    assertThat(first.jsonPath().getList("items.metadata.name"))
        .isEqualTo(List.of("kube-list-0", "kube-list-1"));
    assertThat(first.jsonPath().getInt("metadata.remainingItemCount")).isEqualTo(3);
    assertThat(rest.jsonPath().getList("items.metadata.name")).hasSize(3);
    assertThat(names("team=even")).hasSize(3);
    assertThat(names("team!=even,team")).hasSize(2);
    assertThat(names("!team")).isEmpty();
    assertThat(request().get("/v1/apps?labelSelector=a b").statusCode()).isEqualTo(400);
  }

  private List<Object> names(String selector) throws IOException {
    return request()
        .queryParam("labelSelector", selector)
        .get("/v1/apps")
        .jsonPath()
        .getList("items.metadata.name");
  }

  @Test
  void tellsWhatHasNotChangedInOneLine() throws IOException {
    create("kube-same", "demo");
    eventually(() -> {
      String tag = request().get("/v1/apps/kube-same").header("ETag");
      Response again = request().header("If-None-Match", tag).get("/v1/apps/kube-same");
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.asString()).isEmpty();
    });
  }

  @Test
  void storesDocumentsTogetherOrNotAtAll() throws IOException {
    String good = app("kube-one", "demo") + "---\n" + app("kube-two", "demo");
    String bad = app("kube-three", "demo") + "---\n" + app("kube-four", "demo") + "  colour: red\n";

    Response refused = request().body(bad).post("/v1/apps");
    Response stored = request().body(good).post("/v1/apps");
    Response again = request().body(good).post("/v1/apply");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.jsonPath().getString("violations[0].path")).isEqualTo("[1].spec.colour");
    assertThat(stored.statusCode()).as(stored.asString()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(request().get("/v1/apps").jsonPath().getList("items.metadata.name"))
        .isEqualTo(List.of("kube-one", "kube-two"));
  }

  @Test
  void tellsChangesAndGoesOnWhereAClientLeft() throws Exception {
    create("kube-seen", "demo");
    List<String> first = follow("", 1);
    create("kube-next", "demo");
    List<String> second = follow(first.getLast().split(" ", 3)[1], 1);

    assertThat(first.getFirst()).startsWith("ADDED").contains("kube-seen");
    assertThat(second).anySatisfy(event -> assertThat(event).contains("ADDED", "kube-next"));
    assertThat(second).noneSatisfy(event -> assertThat(event).contains("ADDED", "kube-seen"));
  }

  /** Events until one of type ADDED, each as type, id, and data. */
  private List<String> follow(String last, int added) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url() + "v1/apps?watch=true"))
            .header(
                "Authorization", "Bearer " + Files.readString(home.resolve("admin-token")).strip());
    if (!last.isEmpty()) {
      builder.header("Last-Event-ID", last);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<java.io.InputStream> answer =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
      List<String> events = read(answer, added);
      client.shutdownNow();
      return events;
    }
  }

  private static List<String> read(HttpResponse<java.io.InputStream> answer, int added)
      throws IOException {
    List<String> events = new ArrayList<>();
    String type = "";
    String id = "-";
    int seen = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      while (seen < added) {
        String line = lines.readLine();
        if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(type + " " + id + " " + line.substring(6));
          seen += type.equals("ADDED") ? 1 : 0;
        }
      }
    }
    return events;
  }

  @Test
  void speaksHttp() throws IOException {
    create("kube-http", "demo");
    Response head = request().head("/v1/apps/kube-http");
    Response method = request().delete("/v1/containers");
    Response big = request().body("x".repeat((1 << 20) + 1)).post("/v1/apps");
    Response yaml = request().header("Accept", "application/yaml").get("/v1/apps/kube-http");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("ETag")).isNotEmpty();
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.header("Allow")).contains("GET");
    assertThat(big.statusCode()).isEqualTo(413);
    assertThat(request().contentType("text/csv").body("a").post("/v1/apps").statusCode())
        .isEqualTo(415);
    assertThat(request().header("Accept", "image/png").get("/v1/apps").statusCode()).isEqualTo(406);
    assertThat(request().header("Accept", "a/b@c").get("/v1/apps").statusCode()).isEqualTo(406);
    assertThat(yaml.asString()).startsWith("apiVersion: berth.dev/v1");
  }

  @Test
  void readsAndWritesGzip() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(app("kube-gzip", "demo").getBytes(StandardCharsets.UTF_8));
    }
    String token = Files.readString(home.resolve("admin-token")).strip();
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(url() + "v1/apps"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .header("Content-Encoding", "gzip")
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(post, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(
              new String(
                  new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                  StandardCharsets.UTF_8))
          .contains("kube-gzip");
    }
  }
}
