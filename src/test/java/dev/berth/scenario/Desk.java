package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page in a real browser; what it complains of on its console is kept. */
final class Desk implements AutoCloseable {
  /** As {@code dev/lib/browser.sh} makes it. */
  static final Path DRIVER = Path.of("target", "browser").toAbsolutePath();

  static final Path PICTURES = Path.of("target", "desk");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  Desk() {
    System.setProperty("playwright.cli.dir", DRIVER.toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox")));
    context = browser.newContext();
    page = context.newPage();
  }

  static boolean isThere() {
    return Files.exists(DRIVER.resolve("complete")) && Files.exists(Path.of("/usr/bin/chromium"));
  }

  /** A visitor who has never been here. */
  void begin(int width, ColorScheme colours) {
    begin(width, colours, RestAssured.port);
  }

  /** Likewise, over another port. */
  void begin(int width, ColorScheme colours, int port) {
    context.close();
    complaints.clear();
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port)
                .setViewportSize(width, 900)
                .setColorScheme(colours));
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")
          || message.text().contains("Trusted")) {
        complaints.add(message.text());
      }
    });
  }

  /** Notes frames, and tasks that keep the page from answering, from the next page on. */
  void measures() {
    page.addInitScript(
        """
        window.measured = { tasks: [], frames: [] };
        new PerformanceObserver((list) => measured.tasks.push(...list.getEntries().map((it) => it.duration)))
          .observe({ type: 'longtask' });
        let last = performance.now();
        const tick = (now) => { measured.frames.push(now - last); last = now; requestAnimationFrame(tick); };
        requestAnimationFrame(tick);
        """);
  }

  /** Leaves what was noted in a file: how slow a machine is fails no test. */
  void keepMeasured(String name) throws IOException {
    Object text =
        page.evaluate(
            """
            () => {
              const { tasks, frames } = measured;
              frames.sort((a, b) => a - b);
              const at = (part) => frames[Math.floor(frames.length * part)].toFixed(1);
              return `tasks over 50 ms: ${tasks.length}, longest ${Math.max(0, ...tasks)} ms; `
                + `${frames.length} frames, median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, longest ${frames.at(-1).toFixed(1)} ms`;
            }
            """);
    Files.createDirectories(PICTURES);
    Files.writeString(PICTURES.resolve(name + ".txt"), text + "\n");
  }

  /** Bytes that its scripts hold, after what nobody needs has gone. */
  long heap() {
    CDPSession devTools = context.newCDPSession(page);
    devTools.send("HeapProfiler.collectGarbage");
    long used = devTools.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
    devTools.detach();
    return used;
  }

  void signIn(String token) {
    page.navigate("/");
    page.getByLabel("Token").fill(token);
    button("Sign in").click();
  }

  /** Goes to a path as by its address. */
  void open(String path) {
    page.navigate(path);
    page.locator("main h1").first().waitFor();
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator text(String text) {
    return page.getByText(text).first();
  }

  Locator row(String app) {
    return page.locator("tr[data-app=" + app + "]");
  }

  /** Nobody is shut out, and nothing was forbidden by the page's own policy. */
  void holdsToItsRules(String name) {
    holdsToItsRules(name, "html");
  }

  /** Takes a picture of it; nothing was forbidden by its policy, and no script failed. */
  void wasForbiddenNothing(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(false));
    assertThat(complaints).as(name).isEmpty();
  }

  private void holdsToItsRules(String name, String part) {
    wasForbiddenNothing(name);
    assertThat(new AxeBuilder(page).include(part).analyze().getViolations())
        .as(name)
        .allSatisfy(rule -> assertThat(rule.getNodes().toString()).as(rule.getId()).isEmpty());
  }

  /** Likewise for a part of it, on a desk and on a phone, by day and by night. */
  void holdsToItsRulesEverywhere(String name, String part) {
    at(name, part, 390, ColorScheme.LIGHT);
    at(name, part, 1280, ColorScheme.DARK);
    holdsToItsRulesAtTheEdges(name, part);
  }

  /** Likewise for what is one of a kind: on a phone by night, and on a desk by day. */
  void holdsToItsRulesAtTheEdges(String name, String part) {
    at(name, part, 390, ColorScheme.DARK);
    at(name, part, 1280, ColorScheme.LIGHT);
  }

  private void at(String name, String part, int width, ColorScheme colours) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    page.setViewportSize(width, 900);
    holdsToItsRules(name + "-" + width + "-" + colours, part);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
