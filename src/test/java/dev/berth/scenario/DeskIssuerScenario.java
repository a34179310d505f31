package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People sign in on the page with an account of a real issuer, and nobody else does (issue 22). */
@QuarkusTest
@TestProfile(Configured.class)
class DeskIssuerScenario extends DeskVisit {
  private static final int PORT = 22_211;
  private static final String PATH = "/v1/session/oidc";

  private LocalIssuer issuer;

  static Map<String, String> settings() {
    return Map.of(
        "berth.oidc.issuer", "http://127.0.0.1:" + PORT,
        "berth.oidc.audience", "berth",
        "berth.oidc.roles.deployer", "dev",
        "berth.oidc.roles.viewer", "staff",
        "berth.oidc.sign-in.client-id", "berth",
        "berth.oidc.sign-in.client-secret", "s:3cret%/+");
  }

  @BeforeEach
  void open() throws IOException {
    assumeTrue(LocalIssuer.isThere(), "no issuer: see dev/lib/browser.sh");
    issuer = new LocalIssuer(PORT, "http://localhost:" + RestAssured.port + PATH + "/callback");
  }

  @AfterEach
  void close() throws InterruptedException {
    if (issuer != null) {
      issuer.close();
    }
  }

  private static void goThere(String path) {
    desk().page().navigate(path);
    desk().link("Sign in at 127.0.0.1").click();
  }

  private static void signInAs(String name) {
    desk().page().locator("input[name=login]").fill(name);
    desk().page().locator("input[name=password]").fill("any");
    desk().page().locator("button[type=submit]").click();
    desk().page().locator("button[type=submit]:has-text('Continue')").click();
  }

  @Test
  void anAccountOpensWhatItsGroupsMay() throws IOException {
    goThere("/activity?x=1");
    signInAs("dora");
    assertThat(desk().page().locator("h1")).hasText("Activity");
    assertThat(desk().page())
        .hasURL(Pattern.compile(".*localhost:" + RestAssured.port + "/activity.x=1"));
    assertThat(desk().page().locator("header.top")).containsText("oidc:dora deployer");
    assertThat(desk().page().evaluate("document.cookie")).isEqualTo("");
    assertThat(desk().context().cookies("http://localhost:" + RestAssured.port))
        .filteredOn(cookie -> cookie.name.startsWith("berth"))
        .singleElement()
        .satisfies(cookie -> assertThat(cookie.httpOnly).isTrue());
    eventually(
        () -> assertThat(request().get("/v1/audit").asString()).contains("oidc:dora", "signed in"));

    desk().button("Sign out").click();
    assertThat(desk().link("Sign in at 127.0.0.1")).isVisible();
    desk().holdsToItsRules("issuer");
  }

  @Test
  void whoHasNoRoleOrGivesUpIsToldSo() {
    goThere("/");
    signInAs("nora");
    assertThat(desk().text("This account has no role here")).isVisible();
    desk().holdsToItsRules("issuer-nobody");

    desk().begin(1280, ColorScheme.LIGHT);
    goThere("/");
    desk().page().getByText("Cancel").click();
    assertThat(desk().text("The sign-in was refused there, or given up")).isVisible();
  }

  @Test
  void anIssuerThatIsAwayIsToldSo() throws Exception {
    issuer.close();
    goThere("/");

    assertThat(desk().text("The issuer does not answer")).isVisible();
    assertThat(desk().page().getByLabel("Token")).isVisible();
  }

  private static Response follow(String path) {
    return given().redirects().follow(false).get(path);
  }

  private static String parameter(String place, String name) {
    return Pattern.compile("[?&]" + name + "=([^&]+)")
        .matcher(place)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  @Test
  void onlyTheBrowserThatBeganMayEndIt() {
    Response begun = follow(PATH + "/begin");
    String place = begun.header("Location");
    String back = PATH + "/callback?code=stolen&state=" + parameter(place, "state");

    assertThat(begun.statusCode()).isEqualTo(303);
    assertThat(place)
        .startsWith("http://127.0.0.1:" + PORT)
        .contains("code_challenge_method=S256", "nonce=", "response_type=code");
    assertThat(begun.detailedCookie("berth-oidc").isHttpOnly()).isTrue();
    assertThat(follow(back).header("Location")).isEqualTo("/sign-in?problem=expired");
    assertThat(follow(PATH + "/callback").header("Location")).isEqualTo("/sign-in?problem=expired");
    Response late =
        given()
            .redirects()
            .follow(false)
            .cookie("berth-oidc", begun.cookie("berth-oidc"))
            .get(back);
    assertThat(late.header("Location")).isEqualTo("/sign-in?problem=expired");
    assertThat(late.cookie("berth-session")).isNull();
  }

  /** A code that the issuer did not give: it says so, and nobody is in. */
  @Test
  void aCodeOfNobodySignsNobodyIn() {
    Response begun = follow(PATH + "/begin");
    String state = parameter(begun.header("Location"), "state");

    Response answer =
        given()
            .redirects()
            .follow(false)
            .cookie("berth-oidc", begun.cookie("berth-oidc"))
            .get(PATH + "/callback?code=guess&state=" + state);

    assertThat(answer.header("Location")).isEqualTo("/sign-in?problem=unreachable");
    assertThat(answer.cookies()).doesNotContainKey("berth-session");
  }

  @Test
  void itNeverLeadsElsewhere() {
    desk().page().navigate(PATH + "/begin?to=//evil.example/");
    signInAs("vera");

    assertThat(desk().page().locator("h1")).hasText("Apps");
    assertThat(URI.create(desk().page().url()).getHost()).isEqualTo("localhost");
  }
}
