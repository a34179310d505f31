package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API's document in the forms that are asked for, and the page that shows it. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ApiDocsScenario extends DeskVisit {
  @ParameterizedTest
  @CsvSource({
    "/openapi,             ,                        application/yaml",
    "/openapi,             application/json,        application/json",
    "/openapi,             'application/json, */*', application/json",
    "/openapi,             text/html,               application/yaml",
    "/openapi?format=JSON, text/html,               application/json",
    "/openapi?format=yaml, application/json,        application/yaml",
    "/openapi.json,        ,                        application/json",
    "/openapi.yaml,        application/json,        application/yaml",
    "/openapi.yml,         ,                        application/yaml",
  })
  void theDocumentComesAsItIsAskedFor(String path, @Nullable String accept, String type)
      throws IOException {
    Response answer = request().accept(accept == null ? "*/*" : accept).get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(type + ";charset=UTF-8");
    assertThat(answer.asString())
        .startsWith(type.endsWith("json") ? "{" : "---")
        .contains("listApps");
  }

  @Test
  void whoBringsNoTokenSeesNoneOfIt() {
    for (String path : new String[] {"/openapi", "/openapi.json", "/docs", "/docs/docs.js"}) {
      RestAssured.given().redirects().follow(false).get(path).then().statusCode(401);
    }
  }

  @Test
  void thePageShowsEveryOperation() throws IOException {
    Map<String, Map<String, Object>> paths =
        JsonPath.from(request().get("/openapi.json").asString()).getMap("paths");
    int operations = paths.values().stream().mapToInt(Map::size).sum();
    String login = "berth:" + Files.readString(home.resolve("admin-token")).strip();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    // As a browser sends it once its own dialogue was filled in.
    desk().context().setExtraHTTPHeaders(Map.of("Authorization", "Basic " + basic));

    desk().page().navigate("/docs");

    PlaywrightAssertions.assertThat(desk().page().locator(".opblock")).hasCount(operations);
    desk().page().locator("#operations-apps-listApps .opblock-summary-control").click();
    PlaywrightAssertions.assertThat(
            desk().page().locator("#operations-apps-listApps .opblock-body"))
        .isVisible();
    desk().wasForbiddenNothing("docs");
  }
}
