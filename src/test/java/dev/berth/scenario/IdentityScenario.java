package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.RouteRoles;
import dev.berth.security.Routes;
import dev.berth.spec.policy.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everybody can do what their role says, and nothing else. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class IdentityScenario extends Scenario {
  private static final int PASSED = 0;

  private final HttpClient client = HttpClient.newHttpClient();

  private String token(String name, String body) throws IOException {
    Response answer = request().body(body).put("/v1/tokens/" + name + "?renew=true");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    return answer.path("token");
  }

  @Test
  void everyRouteIsOpenToItsRolesOnly() throws Exception {
    Map<Role, String> tokens = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      tokens.put(role, token("route-" + role.word(), "{role: " + role.word() + "}"));
    }
    List<String> wrong = new ArrayList<>();
    StringBuilder table =
        new StringBuilder(
            "| route | without | viewer | deployer | admin |\n|---|---|---|---|---|\n");
    for (Routes.Route route : Routes.all()) {
      Optional<Role> needed = RouteRoles.needed(route.method(), route.path());
      table.append("| `" + route.method() + " " + route.path() + "` |");
      table.append(cell(route, Optional.empty(), needed.isEmpty() ? PASSED : 401, wrong));
      for (Role role : Role.values()) {
        boolean may = needed.isEmpty() || role.compareTo(needed.get()) >= 0;
        Optional<String> token = Optional.ofNullable(tokens.get(role));
        table.append(cell(route, token, may ? PASSED : 403, wrong));
      }
      table.append("\n");
    }
    Files.writeString(Path.of("target", "route-roles.md"), table);
    assertThat(wrong).isEmpty();
  }

  private String cell(Routes.Route route, Optional<String> token, int wanted, List<String> wrong)
      throws Exception {
    int code = code(route, token);
    // Behind the gate a hook has a login of its own, its signature, and answers 401 without.
    boolean ownLogin = wanted == PASSED && route.path().endsWith("/hook");
    boolean refused = !ownLogin && (code == 401 || code == 403);
    if (wanted == PASSED ? refused || (code >= 500 && code != 503) : code != wanted) {
      wrong.add(route + " answered " + code + ", wanted " + (wanted == PASSED ? "in" : wanted));
    }
    return refused ? " " + code + " |" : " in |";
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + path);
  }

  /** With a parameter that no route has, so that nothing is done behind the gate. */
  private int code(Routes.Route route, Optional<String> token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(route.path() + "?no-such-parameter=1"))
            .timeout(Duration.ofSeconds(3))
            .header("Content-Type", "application/json")
            .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (HttpTimeoutException e) {
      return PASSED;
    }
  }

  @Test
  void theValueOfATokenIsShownOnce() throws IOException {
    Response first = request().body("{role: viewer, expiry: 1d}").put("/v1/tokens/once");
    String value = first.path("token");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(value).hasSizeGreaterThan(40);
    for (Response later :
        List.of(
            request().body("{role: viewer}").put("/v1/tokens/once"),
            request().get("/v1/tokens/once"),
            request().get("/v1/tokens"),
            request().delete("/v1/tokens/once"))) {
      assertThat(later.statusCode()).isEqualTo(200);
      assertThat(later.asString()).doesNotContain(value).doesNotContain("sha256");
    }
    assertThat(with(value).get("/v1/apps").statusCode()).isEqualTo(401);
  }

  private io.restassured.specification.RequestSpecification with(String token) throws IOException {
    return request().auth().oauth2(token);
  }

  @Test
  void refusesTokensThatSayNothingClear() throws IOException {
    Response answer =
        request()
            .body("{role: king, expiry: soon, labelSelector: 'a=', rank: 1}")
            .put("/v1/tokens/odd");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.<List<String>>path("violations.path"))
        .containsExactlyInAnyOrder("role", "expiry", "rank");
  }

  @Test
  void anExpiredTokenOpensNothing() throws IOException {
    String value = token("old", "{role: viewer, expiresAt: '2020-01-01T00:00:00Z'}");

    assertThat(with(value).get("/v1/apps").statusCode()).isEqualTo(401);
  }

  @Test
  void pagesOfOthersAreTurnedAway() throws IOException {
    assertThat(request().header("Host", "evil.example").get("/v1/apps").statusCode())
        .isEqualTo(421);
    assertThat(request().header("Origin", "https://evil.example").get("/v1/apps").statusCode())
        .isEqualTo(403);
    assertThat(request().header("Sec-Fetch-Site", "cross-site").get("/v1/apps").statusCode())
        .isEqualTo(403);
  }

  /**
   * A browser sends a password along with what other sites make it send, so none is for writing.
   */
  @Test
  void aPasswordWritesNothingHoweverThePathIsSpelt() throws IOException {
    String token = Files.readString(home.resolve("admin-token")).strip();
    HostileCaller caller =
        new HostileCaller(URI.create("http://localhost:" + RestAssured.port), token);
    for (String path :
        List.of(
            "/v1/apps/identity-x",
            "/apis/../v1/apps/identity-x",
            "/apis/%2e%2e/v1/apps/identity-x",
            "/apis/.%2E/v1/apps/identity-x",
            "/apis/./../v1/apps/identity-x",
            "/apis//../../v1/apps/identity-x",
            "//apis/../v1/apps/identity-x",
            "/apis/..;x=y/v1/apps/identity-x",
            "/apis;a=b/../v1/apps/identity-x",
            "/apis/..%2fv1/apps/identity-x",
            "/apis/..\\v1/apps/identity-x")) {
      assertThat(basic(caller, "PUT " + path, "admin:" + token)).as(path).isIn(400, 401, 404);
    }
    assertThat(request().get("/v1/apps/identity-x").statusCode()).isEqualTo(404);
    assertThat(basic(caller, "GET /v1/apps", "admin:" + token)).isEqualTo(200);
    assertThat(basic(caller, "GET /v1/apps", ":" + token)).isEqualTo(200);
    assertThat(basic(caller, "GET /v1/apps", token)).isEqualTo(401);
  }

  private static int basic(HostileCaller caller, String line, String pair) throws IOException {
    String login = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    String body = "{image: 'alpine:3', state: Stopped}";
    return caller
        .send(
            "admin",
            line
                + " HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/yaml\n"
                + "Authorization: Basic "
                + login
                + "\nContent-Length: "
                + body.length()
                + "\n\n"
                + body)
        .code();
  }

  /** The host of HTTP/2 stands in another place than that of HTTP/1. */
  @Test
  void pagesOfOthersAreTurnedAwayInHttp2Too() throws IOException {
    String own = "localhost:" + RestAssured.port;
    String token = Files.readString(home.resolve("admin-token")).strip();

    assertThat(second("evil.example", token, Map.of())).isEqualTo(421);
    assertThat(second(own, token, Map.of())).isEqualTo(200);
    assertThat(second(own, token, Map.of("Origin", "http://" + own))).isEqualTo(200);
    assertThat(second(own, token, Map.of("Origin", "http://evil.example"))).isEqualTo(403);
  }

  private static int second(String authority, String token, Map<String, String> headers) {
    Vertx vertx = Vertx.vertx();
    try {
      HostAndPort host = HostAndPort.parseAuthority(authority, 80);
      RequestOptions options =
          new RequestOptions()
              .setServer(SocketAddress.inetSocketAddress(RestAssured.port, "127.0.0.1"))
              .setHost(host.host())
              .setPort(host.port())
              .setURI("/v1/apps")
              .addHeader("Authorization", "Bearer " + token);
      headers.forEach(options::addHeader);
      return vertx
          .createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false))
          .request(options)
          .compose(request -> request.send())
          .map(answer -> answer.version() == HttpVersion.HTTP_2 ? answer.statusCode() : 0)
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
          .join();
    } finally {
      vertx.close();
    }
  }

  private static String app(String team) {
    return "{apiVersion: berth.dev/v1, kind: App, metadata: {name: identity-"
        + team
        + ", labels: {team: "
        + team
        + "}}, spec: {image: 'alpine:3', state: Stopped}}";
  }

  @Test
  void aTokenForSomeAppsSeesNoOthers() throws IOException {
    String token = token("web-only", "{role: deployer, labelSelector: team=web}");
    String web = app("web");
    String ops = app("ops");
    try {
      assertThat(with(token).body(web).post("/v1/apps").statusCode()).isEqualTo(201);
      assertThat(with(token).body(ops).post("/v1/apps").statusCode()).isEqualTo(422);
      assertThat(request().body(ops).post("/v1/apps").statusCode()).isEqualTo(201);
      assertThat(with(token).get("/v1/apps").<List<String>>path("items.metadata.name"))
          .containsExactly("identity-web");
      assertThat(with(token).get("/v1/apps/identity-ops").statusCode()).isEqualTo(404);
      assertThat(with(token).post("/v1/apps/identity-ops/start").statusCode()).isEqualTo(404);
      assertThat(with(token).delete("/v1/apps/identity-ops").statusCode()).isEqualTo(404);
      assertThat(with(token).get("/v1/images").statusCode()).isEqualTo(403);
      assertThat(
              with(token).get("/apis/berth.dev/v1/apps").<List<String>>path("items.metadata.name"))
          .containsExactly("identity-web");
    } finally {
      delete("identity-web");
      delete("identity-ops");
    }
  }

  @Test
  void aTokenForSomeAppsAppliesThoseOnly() throws IOException {
    String token = token("web-applies", "{role: deployer, labelSelector: team=web}");
    String both = app("web") + "\n---\n" + app("ops");
    String taken = app("ops").replace("team: ops", "team: web");
    String source = "{kind: Source, name: identity-f, folder: /nowhere}";
    try {
      assertThat(with(token).body(both).post("/v1/apply").statusCode()).isEqualTo(422);
      assertThat(request().get("/v1/apps/identity-web").statusCode()).isEqualTo(404);
      assertThat(with(token).body(app("web")).post("/v1/apply").statusCode()).isEqualTo(201);
      assertThat(request().body(app("ops")).post("/v1/apply").statusCode()).isEqualTo(201);
      assertThat(with(token).body(taken).post("/v1/apply").statusCode()).isEqualTo(409);
      assertThat(with(token).body(source).post("/v1/apply").statusCode()).isEqualTo(422);
    } finally {
      delete("identity-web");
      delete("identity-ops");
    }
  }

  @Test
  void theAuditTellsWhoDidWhat() throws IOException {
    String viewer = token("audited", "{role: viewer}");
    with(viewer).delete("/v1/apps/no-such-app");
    request().body("{value: hush}").put("/v1/secrets/identity-audited");
    request().delete("/v1/secrets/identity-audited");

    eventually(() -> {
      List<Map<String, Object>> items = request().get("/v1/audit").path("items");
      assertThat(items)
          .anySatisfy(entry ->
              assertThat(entry)
                  .containsEntry("who", "audited")
                  .containsEntry("what", "DELETE /v1/apps/no-such-app")
                  .containsEntry("code", 403)
                  .containsEntry("result", "refused"));
      assertThat(items)
          .anySatisfy(entry -> {
            assertThat(entry)
                .containsEntry("who", "admin")
                .containsEntry("what", "PUT /v1/secrets/identity-audited")
                .containsEntry("result", "done")
                .containsEntry("before", null);
            assertThat(String.valueOf(entry.get("after"))).hasSize(64);
          });
      assertThat(Files.readString(home.resolve("audit.jsonl")))
          .contains("DELETE /v1/secrets/identity-audited")
          .doesNotContain("hush");
    });
  }
}
