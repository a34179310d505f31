package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A browser signs in once and needs no token from then on; no page but Berth's own can make it
 * write, and it is out when its token is.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class SessionScenario extends Scenario {
  private static final String PATH = "/v1/session";
  private static final String NAME = "berth-session";

  private String admin() throws IOException {
    return Files.readString(home.resolve("admin-token")).strip();
  }

  private String token(String name, String body) throws IOException {
    Response answer = request().body(body).put("/v1/tokens/" + name + "?renew=true");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    return answer.path("token");
  }

  private static Response signIn(String type, String body) {
    return given().contentType(type).body(body).post(PATH);
  }

  private static String cookie(String token) {
    Response answer = signIn("text/plain", token);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    return answer.cookie(NAME);
  }

  /** As the page of this Berth sends it. */
  private static RequestSpecification page(String cookie) {
    return given()
        .cookie(NAME, cookie)
        .header("Sec-Fetch-Site", "same-origin")
        .contentType("application/yaml");
  }

  @Test
  void signingInGivesACookieThatScriptsCannotRead() throws IOException {
    Response answer = signIn("application/json", "{\"token\": \"" + admin() + "\"}");
    Cookie cookie = answer.detailedCookie(NAME);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualToIgnoringCase("Strict");
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(8).toSeconds());
    assertThat(cookie.isSecured()).isFalse();
    assertThat(cookie.getValue()).doesNotContain(admin());
  }

  @Test
  void tellsWhoSomebodyIs() throws IOException {
    String token = token("session-web", "{role: deployer, labelSelector: team=web}");

    Map<String, Object> byCookie = page(cookie(token)).get(PATH).path("");
    Map<String, Object> byToken = given().auth().oauth2(token).get(PATH).path("");

    assertThat(byCookie)
        .containsEntry("name", "session-web")
        .containsEntry("role", "deployer")
        .containsEntry("labelSelector", "team=web")
        .hasSize(5);
    assertThat(byCookie.get("expires")).isNotNull();
    assertThat(byToken).containsEntry("name", "session-web").containsEntry("expires", null);
    assertThat(given().get(PATH).statusCode()).isEqualTo(401);
  }

  @Test
  void theCookieIsAsGoodAsItsTokenAtItsDoorOnly() throws IOException {
    String cookie = cookie(token("session-viewer", "{role: viewer}"));

    assertThat(page(cookie).get("/v1/apps").statusCode()).isEqualTo(200);
    assertThat(page(cookie).delete("/v1/apps/session-none").statusCode()).isEqualTo(403);
    assertThat(page(cookie).get("/v1/tokens").statusCode()).isEqualTo(403);
    assertThat(page(cookie).get("/apis/berth.dev/v1/apps").statusCode()).isEqualTo(401);
    assertThat(page(cookie).get("/metrics").statusCode()).isEqualTo(401);
    assertThat(page("guess").get("/v1/apps").statusCode()).isEqualTo(401);
  }

  /** What runs on another port of this host is the same site to a browser. */
  @Test
  void noOtherPageWrites() throws IOException {
    String cookie = cookie(admin());
    RequestSpecification silent = given().cookie(NAME, cookie).contentType("application/yaml");
    String gone = "/v1/apps/session-none";

    assertThat(page(cookie).delete(gone).statusCode()).isEqualTo(404);
    assertThat(silent.delete(gone).statusCode()).isEqualTo(403);
    for (String site : new String[] {"same-site", "cross-site", "none"}) {
      Response answer = given().cookie(NAME, cookie).header("Sec-Fetch-Site", site).delete(gone);
      assertThat(answer.statusCode()).as(site + answer.asString()).isEqualTo(403);
    }
    String here = RestAssured.baseURI + ":" + RestAssured.port;
    assertThat(given().cookie(NAME, cookie).header("Origin", here).delete(gone).statusCode())
        .isEqualTo(404);
    assertThat(
            given()
                .cookie(NAME, cookie)
                .header("Origin", RestAssured.baseURI + ":4000")
                .delete(gone)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void endsWithItsToken() throws IOException {
    String cookie = cookie(token("session-short", "{role: viewer}"));
    assertThat(page(cookie).get("/v1/apps").statusCode()).isEqualTo(200);

    token("session-short", "{role: viewer}");

    assertThat(page(cookie).get("/v1/apps").statusCode()).isEqualTo(401);
    String second = cookie(token("session-short", "{role: viewer}"));
    assertThat(request().delete("/v1/tokens/session-short").statusCode()).isEqualTo(200);
    assertThat(page(second).get("/v1/apps").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsIt() throws IOException {
    String cookie = cookie(admin());

    Response out = page(cookie).delete(PATH);

    assertThat(out.statusCode()).as(out.asString()).isEqualTo(204);
    assertThat(out.detailedCookie(NAME).getMaxAge()).isZero();
    assertThat(page(cookie).get("/v1/apps").statusCode()).isEqualTo(401);
    assertThat(page(cookie).delete(PATH).statusCode()).isEqualTo(204);
  }

  @Test
  void whoSignsInAnewIsOutBefore() throws IOException {
    String first = cookie(admin());

    Response again = page(first).contentType("text/plain").body(admin()).post(PATH);

    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(page(first).get("/v1/apps").statusCode()).isEqualTo(401);
    assertThat(page(again.cookie(NAME)).get("/v1/apps").statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongTokenIsRefusedAndWrittenDown() throws IOException {
    Response wrong = signIn("text/plain", "berth_guess");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.contentType()).contains("problem+json");
    assertThat(wrong.cookies()).isEmpty();
    assertThat(signIn("application/json", "{}").statusCode()).isEqualTo(422);
    assertThat(signIn("application/json", "{\"password\": \"x\"}").statusCode()).isEqualTo(422);
    cookie(token("session-audited", "{role: viewer}"));
    eventually(() ->
        assertThat(request().get("/v1/audit").asString())
            .contains("\"who\":\"session-audited\"")
            .doesNotContain("berth_guess"));
  }

  @Test
  void onlyLookingSignsNobodyIn() throws IOException {
    String cookie = cookie(admin());

    Response good = given().contentType("text/plain").body(admin()).post(PATH + "?dryRun=true");
    Response out = page(cookie).delete(PATH + "?dryRun=true");

    assertThat(good.statusCode()).isEqualTo(204);
    assertThat(good.cookies()).isEmpty();
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(page(cookie).get("/v1/apps").statusCode()).isEqualTo(200);
  }

  @Test
  void pagesAreOpenAlsoToWhoseSessionIsOver() {
    for (String path : new String[] {"/", "/desk/desk.js", "/sign-in", "/apps/shop/logs"}) {
      Response answer = page("over").accept("text/html").get(path);
      assertThat(answer.statusCode()).as(path).isNotIn(401, 403);
    }
    assertThat(given().accept("text/html").get("/nowhere").statusCode()).isEqualTo(401);
  }
}
