package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialogs, keys, and a rollout as it goes: on the page, for everybody (issue 22). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DeskDialogsScenario extends DeskVisit {
  private static final String APP = "loop-dk-shown";

  private static final String MANIFEST =
      """
      name: loop-dk-shown
      image: alpine:3
      init: true
      stop_grace_period: 0s
      command: [sh, -c, "touch /tmp/$NAME; sleep 1000"]
      environment: {NAME: one}
      mem_limit: 64m
      drift: {policy: report}
      volumes: ["data:/data"]
      replicas: 3
      rollout: {strategy: Rolling, maxSurge: 1, maxUnavailable: 0}
      """;

  private static final String SINGLE = MANIFEST.replace("replicas: 3", "replicas: 1");

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
  }

  private static void change(String manifest) {
    desk().open("/apps/" + APP + "/edit");
    desk().page().locator("textarea").fill(manifest.replace("NAME: one", "NAME: two"));
    desk().button("Show what would happen…").click();
  }

  /** Opens, holds to the rules, and closes again. */
  private static void dialog(String button) {
    desk().button(button).first().click();
    Locator dialog = desk().page().locator("dialog");
    assertThat(dialog).not().containsText("Asking what would happen");
    desk().holdsToItsRulesAtTheEdges("dialog-" + button.replaceAll("\\W", ""), "dialog");
    desk().page().keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
  }

  @Test
  void eachDialogIsForEverybody() throws Exception {
    apply(SINGLE);
    signIn();
    change(SINGLE);
    assertThat(desk().page().locator("dialog .steps").first()).isVisible();
    desk().holdsToItsRulesEverywhere("dialog-Apply", "dialog");
    desk().button("Apply").click();
    assertThat(desk().text("revision 2 · 1 of 1 ready")).isVisible();
    dialog("Restart…");
    dialog("Stop…");
    desk().button("More").click();
    dialog("Kill…");
    dialog("Delete…");
    desk().open("/apps/" + APP + "/revisions");
    dialog("Roll back…");
    docker("update", "--memory=32m", "--memory-swap=64m", container(APP, APP).name());
    desk().open("/apps/" + APP + "/drift");
    dialog("Repair all…");
    dialog("Keep all…");
    desk().page().keyboard().press("?");
    desk().holdsToItsRulesEverywhere("dialog-keys", "dialog");
    desk().page().keyboard().press("Escape");
    desk().page().keyboard().press("/");
    assertThat(desk().page().getByRole(AriaRole.COMBOBOX)).isFocused();
    desk().holdsToItsRulesEverywhere("dialog-jump", ".jumper");
  }

  @Test
  void aRolloutIsWatchedAndTakenBack() throws Exception {
    apply(MANIFEST);
    signIn();
    change(MANIFEST);
    desk().button("Apply").click();
    Locator panel = desk().page().getByLabel("Rollout of revision 2");
    assertThat(panel).containsText(Pattern.compile("[012] ready"));
    desk()
        .page()
        .screenshot(new Page.ScreenshotOptions().setPath(Desk.PICTURES.resolve("rollout.png")));
    assertThat(desk().text("revision 2 · 3 of 3 ready")).isVisible();
    assertThat(panel).hasCount(0);
    desk().link("Revisions").click();
    desk().button("Roll back…").click();
    desk().button("Roll back to 1").click();
    desk().link("Overview").click();

    assertThat(desk().page().getByLabel("Rollout of revision 3")).isVisible();
    assertThat(desk().text("revision 3 · 3 of 3 ready")).isVisible();
    String first = engine.containers(Map.of(Ownership.APP, APP)).getFirst().name();
    assertThat(docker("exec", first, "ls", "/tmp")).isEqualTo("one");
  }

  @Test
  void everythingIsDoneByKeys() throws IOException {
    apply(SINGLE);
    signIn();
    type("?");
    assertThat(desk().page().getByLabel("Keys").last()).containsText("jump to an app or a page");
    type("Escape");
    assertThat(desk().page().locator("dialog")).hasCount(0);
    type("/");
    assertThat(desk().page().locator(".jumper input")).isFocused();
    desk().page().keyboard().type(APP);
    assertThat(desk().page().getByRole(AriaRole.OPTION).first()).containsText(APP);
    type("Tab", "Enter");
    assertThat(desk().page()).hasURL(Pattern.compile(".*/apps/" + APP));
    assertThat(desk().page().locator(".jumper")).hasCount(0);
    for (String tab :
        new String[] {"logs", "events", "revisions", "drift", "manifest", "console"}) {
      type(tab.substring(0, 1));
      assertThat(desk().page()).hasURL(Pattern.compile(".*/apps/" + APP + "/" + tab));
    }
    type("o");
    tabTo("Stop…");
    type("Enter");
    assertThat(desk().button("Stop")).isEnabled();
    tabTo("Cancel");
    type("Enter");
    assertThat(desk().page().locator("dialog")).hasCount(0);
    assertThat(desk().button("Stop…")).isFocused();
    type("Enter");
    assertThat(desk().button("Stop")).isEnabled();
    tabTo("Stop");
    type("Enter");
    assertThat(desk().page().locator(".head .s").first()).hasText("Stopped");
    type("u", "j", "x");
    assertThat(desk().text("1 selected")).isVisible();
    type("o");
    assertThat(desk().page().locator("h1")).not().hasText("Apps");
  }

  private static void type(String... keys) {
    for (String key : keys) {
      desk().page().keyboard().press(key);
    }
  }

  /** By Tab alone. */
  private static void tabTo(String button) {
    for (int i = 0; i < 60; i++) {
      type("Tab");
      if (desk().button(button).evaluate("it => it === document.activeElement").equals(true)) {
        return;
      }
    }
    assertThat(desk().button(button)).isFocused();
  }
}
