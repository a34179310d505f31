package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A browser at the page of a whole Berth; each test is a visitor who has never been here. */
abstract class DeskVisit extends Scenario {
  private static @Nullable Desk desk;

  @BeforeAll
  static void start() {
    assumeTrue(Desk.isThere(), "no browser, or none that can be driven: see dev/lib/browser.sh");
    setDefaultAssertionTimeout(30_000);
    desk = new Desk();
  }

  @AfterAll
  static void end() {
    if (desk != null) {
      desk.close();
    }
  }

  @BeforeEach
  void enter() throws IOException {
    desk().begin(1280, ColorScheme.LIGHT);
  }

  static Desk desk() {
    return requireNonNull(desk);
  }

  void signIn() throws IOException {
    desk().signIn(Files.readString(home.resolve("admin-token")).strip());
    assertThat(desk().page().locator("h1")).hasText("Apps");
  }
}
