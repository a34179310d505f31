package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees and does on the page, over the real engine, in a real browser. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DeskScenario extends DeskVisit {
  private static final String APP = "loop-desk";

  private static final String MANIFEST =
      """
      name: loop-desk
      drift: {policy: report}
      services:
        web: {image: "alpine:3", init: true, command: [sh, -c, "echo hello $NAME; sleep 1000"],
              environment: {NAME: World}, mem_limit: 64m, volumes: ["data:/data"], depends_on: [side]}
        side: {image: "alpine:3", init: true, command: [sleep, "1000"]}
      volumes: {data: {}}
      """;

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
  }

  @Test
  void aWrongTokenIsToldAndARightOneIsHidden() throws IOException {
    desk().signIn("not-this-one");
    assertThat(desk().text("This token is not known")).isVisible();

    signIn();

    assertThat(desk().page().evaluate("document.cookie")).isEqualTo("");
    assertThat(desk().context().cookies())
        .anySatisfy(cookie -> {
          assertThat(cookie.name).isEqualTo("berth-session");
          assertThat(cookie.httpOnly).isTrue();
        });
    desk().button("Sign out").click();
    assertThat(desk().button("Sign in")).isVisible();
    desk().page().reload();
    assertThat(desk().button("Sign in")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
  void eachPageIsForEverybody(int width, ColorScheme colours) throws IOException {
    apply(MANIFEST);
    desk().begin(width, colours);
    desk().page().navigate("/sign-in");
    desk().button("Sign in").waitFor();
    desk().holdsToItsRules("sign-in-" + width + "-" + colours);
    signIn();
    for (String path :
        new String[] {
          "/",
          "/new",
          "/activity",
          "/sources",
          "/images",
          "/system",
          "/apps/" + APP,
          "/apps/" + APP + "/logs",
          "/apps/" + APP + "/events",
          "/apps/" + APP + "/revisions",
          "/apps/" + APP + "/drift",
          "/apps/" + APP + "/manifest",
          "/apps/" + APP + "/console",
          "/apps/" + APP + "/edit"
        }) {
      desk().open(path);
      assertThat(desk().page().locator("main")).not().containsText("Reading…");
      desk().holdsToItsRules(path.substring(1).replace('/', '-') + "-" + width + "-" + colours);
    }
  }

  @Test
  void anAppIsDeclaredAfterItsPlanWasSeen() throws IOException {
    signIn();
    desk().link("New app").first().click();
    desk().page().locator("textarea").fill(MANIFEST.replace("mem_limit", "mem_limitt"));
    assertThat(desk().text("did you mean `mem_limit`?")).isVisible();
    assertThat(desk().button("line 5")).isVisible();

    desk().page().locator("textarea").fill(MANIFEST);
    assertThat(desk().text("Nothing is wrong with it")).isVisible();
    desk().button("Show what would happen…").click();
    assertThat(desk().text("create network loop-desk_default")).isVisible();
    assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(404);
    desk().button("Apply").click();

    assertThat(desk().page().locator("h1")).hasText(APP);
    assertThat(desk().page().locator(".head .s").first()).hasText("Running");
    assertThat(desk().text("of 64 MiB")).isVisible();
    desk().open("/system");
    assertThat(
            desk().page().locator("section[aria-label=Networks] tr:has-text('loop-desk_default')"))
        .containsText("loop-desk-web-1");
    assertThat(desk().text("Nobody is told when an app fails")).isVisible();
    desk().open("/apps/" + APP);
    desk().link("Logs").click();
    assertThat(desk().page().locator(".log")).containsText("hello World");
    assertThat(desk().page().locator(".log")).containsText("ContainerStarted");
    desk().holdsToItsRules("declared");
  }

  @Test
  void driftIsSeenByFieldAndRepairedOrKept() throws Exception {
    apply(MANIFEST);
    signIn();
    desk().open("/apps/" + APP + "/drift");
    assertThat(desk().text("Everything is as declared")).isVisible();
    String web = container(APP, "web").name();
    docker("update", "--memory", "32m", "--memory-swap", "64m", web);
    assertThat(desk().page().locator("td.have, td.del").first()).hasText("32 MiB");
    desk().button("Repair deploy.resources.limits.memory").click();
    assertThat(desk().text("update limits of " + web)).isVisible();
    desk().holdsToItsRules("repair");
    desk().button("Repair").click();
    assertThat(desk().text("Everything is as declared")).isVisible();
    assertThat(docker("inspect", "--format={{.HostConfig.Memory}}", web)).isEqualTo("67108864");

    docker("update", "--memory", "48m", "--memory-swap", "64m", web);
    desk().button("Keep all…").click();
    desk().button("Keep").click();
    assertThat(desk().text("Everything is as declared")).isVisible();
    request().get("/v1/apps/" + APP).then().body("spec.services.web.mem_limit", equalTo(50331648));
  }

  @Test
  void whatChangedIsShownAndTakenBack() throws Exception {
    apply(MANIFEST);
    signIn();
    desk().open("/apps/" + APP + "/edit");
    desk().page().locator("textarea").fill(MANIFEST.replace("World", "Moon"));
    desk().button("Show what would happen…").click();
    desk().button("Apply").click();
    assertThat(desk().text("revision 2 · 2 of 2 ready")).isVisible();

    desk().link("Revisions").click();
    desk().link("What changed").click();
    assertThat(desk().page().locator(".ln.a")).containsText("NAME: Moon");
    assertThat(desk().page().locator(".ln.d")).containsText("NAME: World");
    desk().holdsToItsRules("difference");
    desk().button("Roll back…").click();
    desk().button("Roll back to 1").click();

    assertThat(desk().text("revision 3 · 2 of 2 ready")).isVisible();
    assertThat(docker("exec", container(APP, "web").name(), "sh", "-c", "echo $NAME"))
        .isEqualTo("World");
  }

  @Test
  void aViewerSeesNoButtons() throws IOException {
    apply(MANIFEST);
    String token =
        request().body("{role: viewer}").put("/v1/tokens/loop-desk").path("token").toString();
    desk().signIn(token);
    assertThat(desk().row(APP)).containsText("Running");
    assertThat(desk().link("New app")).hasCount(0);
    assertThat(desk().page().locator("tr input[type=checkbox]")).hasCount(0);
    for (String tab : new String[] {"", "/revisions", "/drift", "/manifest"}) {
      desk().open("/apps/" + APP + tab);
      assertThat(desk().page().locator("main button:has-text('…')")).hasCount(0);
      assertThat(desk().link("Edit")).hasCount(0);
      assertThat(desk().link("Console")).hasCount(0);
    }
    request().delete("/v1/tokens/loop-desk");
    desk().page().reload();
    assertThat(desk().button("Sign in")).isVisible();
  }

  @Test
  void manyAppsAreDrawnWhereTheyAreSeen() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 100; i < 400; i++) {
      many.append("---\nname: loop-many-").append(i).append("\nimage: alpine:3\nstate: Stopped\n");
    }
    request().body(many.toString()).post("/v1/apply").then().statusCode(201);
    try {
      signIn();
      assertThat(desk().row("loop-many-100")).isVisible();
      assertThat(desk().page().locator("tr.app").count()).isLessThan(120);
      desk().page().mouse().wheel(0, 100_000);
      assertThat(desk().row("loop-many-399")).isVisible();
      desk().page().getByLabel("Only apps with this in name").fill("many-25");
      assertThat(desk().page().locator("tr.app")).hasCount(10);
    } finally {
      for (int i = 100; i < 400; i++) {
        request().delete("/v1/apps/loop-many-" + i);
      }
    }
  }

  @Test
  void goesOnWhereAConnectionWasLost() throws Exception {
    apply(MANIFEST);
    try (CuttableLine line = new CuttableLine(RestAssured.port)) {
      desk().begin(1280, ColorScheme.LIGHT, line.port());
      signIn();
      assertThat(desk().row(APP)).containsText("Running");
      line.cut();
      assertThat(desk().text("The connection to Berth is gone")).isVisible();
      assertThat(desk().row(APP)).containsText("Running");
      request().post("/v1/apps/" + APP + "/stop?wait=ready").then().statusCode(200);
      line.mend();

      assertThat(desk().row(APP)).containsText("Stopped");
      assertThat(desk().text("The connection to Berth is gone")).isHidden();
      desk().page().navigate("about:blank");
    }
  }

  @Test
  void aShellRunsInAContainer() throws IOException {
    apply(MANIFEST);
    signIn();
    desk().open("/apps/" + APP);
    desk().link("Console").click();
    desk().button("Open a shell").click();
    desk()
        .page()
        .getByLabel("A line for the shell")
        .fill("echo $((6 * 7)) of $HOSTNAME; cd /nowhere");
    desk().page().keyboard().press("Enter");
    assertThat(desk().page().getByLabel("What it says")).containsText("42 of ");
    assertThat(desk().page().getByLabel("What it says")).containsText("/nowhere");
    desk().page().keyboard().press("ArrowUp");
    assertThat(desk().page().getByLabel("A line for the shell"))
        .hasValue(Pattern.compile("^echo .*"));
    desk().page().getByLabel("A line for the shell").fill("exit 3");
    desk().page().keyboard().press("Enter");

    assertThat(desk().text("It has ended with 3.")).isVisible();
    assertThat(desk().button("Open a shell")).isVisible();
  }

  @Test
  void volumesAreDeletedOnlyByName() throws Exception {
    apply(MANIFEST);
    signIn();
    desk().open("/apps/" + APP);
    desk().button("More").click();
    desk().button("Delete…").click();
    desk().page().getByLabel("delete them with all that is in them").check();
    assertThat(desk().button("Delete")).isDisabled();
    desk().page().getByLabel("Type " + APP).fill(APP);
    desk().button("Delete").click();

    assertThat(desk().page().locator("h1")).hasText("Apps");
    assertThat(desk().row(APP)).hasCount(0);
    eventually(() -> assertThat(docker("volume", "ls", "-q", "--filter=name=" + APP)).isEmpty());
  }
}
