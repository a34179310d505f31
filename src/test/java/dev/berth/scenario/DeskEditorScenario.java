package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Who writes a manifest must see where it is wrong, in the text and beside it (issue 22). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DeskEditorScenario extends DeskVisit {
  private static final String WRONG =
      """
      name: dsk-editor
      image: alpine:3
      ports: ["99999:80"]
      enviroment: {NAME: World}
      """;

  private static void write(String text) {
    desk().page().locator("textarea").fill(text);
  }

  private static Locator marked() {
    return desk().page().locator(".gutter .wrong");
  }

  @Test
  void whatIsWrongIsMarkedWhereItIs() throws Exception {
    signIn();
    desk().open("/new");
    write(WRONG);

    assertThat(marked()).hasText(new String[] {"■ 3", "■ 4"});
    assertThat(desk().page().locator(".under mark")).hasCount(2);
    assertThat(desk().page().locator("textarea")).hasAttribute("aria-invalid", "true");
    desk().holdsToItsRulesEverywhere("editor", "main");

    desk().button("line 3").click();
    assertThat(desk().page().locator("textarea")).isFocused();
    org.assertj.core.api.Assertions.assertThat(selected()).isEqualTo("\"99999:80\"");
  }

  private static Object selected() {
    return desk()
        .page()
        .locator("textarea")
        .evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)");
  }

  @Test
  void whatIsMendedIsMarkedNoMore() throws Exception {
    signIn();
    desk().open("/new");
    write(WRONG);
    assertThat(marked()).hasCount(2);

    write(WRONG.replace("99999", "127.0.0.1:24150").replace("enviroment", "environment"));

    assertThat(desk().text("Nothing is wrong with it.")).isVisible();
    assertThat(marked()).hasCount(0);
    assertThat(desk().page().locator("textarea")).hasAttribute("aria-invalid", "false");
  }

  /** Of a long text the numbers and the marks stay beside their lines. */
  @Test
  void numbersFollowTheText() throws Exception {
    signIn();
    desk().open("/new");
    write("# a comment\n".repeat(300) + WRONG);
    assertThat(marked()).hasText(new String[] {"■ 303", "■ 304"});

    desk().page().locator("#check button").last().click();

    assertThat(marked().last()).isInViewport();
    desk()
        .page()
        .waitForFunction(
            "() => { const [area, gutter, under] = ['textarea', '.gutter', '.under']"
                + ".map((it) => document.querySelector(it));"
                + " return area.scrollTop > 1000 && gutter.scrollTop === area.scrollTop"
                + " && under.scrollTop === area.scrollTop; }");
  }
}
