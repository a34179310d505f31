package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page while the engine is away, and while Berth itself is (issue 22). */
class DeskOutageScenario {
  private static final String APP = "loop-dk-away";
  private static final String MANIFEST =
      "{name: loop-dk-away, image: 'alpine:3', init: true, stop_grace_period: 0s, command: [sh, -c,"
          + " 'n=0; while sleep 1; do n=$((n+1)); echo line $n; done']}";

  @TempDir Path folder;

  @Test
  void tellsWhatIsAwayAndGoesOnByItself() throws Exception {
    assumeTrue(Desk.isThere(), "no browser, or none that can be driven: see dev/lib/browser.sh");
    setDefaultAssertionTimeout(60_000);
    try (NoticeReceiver receiver = new NoticeReceiver(0);
        CuttableLine line = new CuttableLine(UnixDomainSocketAddress.of("/var/run/docker.sock"));
        Desk desk = new Desk();
        OwnServer berth =
            new OwnServer(
                folder, "berth.notices.hook.url=http://127.0.0.1:" + receiver.port() + "/hook")) {
      berth.start(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + line.port()));
      try {
        berth.request().body(MANIFEST).post("/v1/apps?wait=ready&timeout=60s");
        desk.begin(1280, ColorScheme.LIGHT, berth.port);
        desk.signIn(Files.readString(folder.resolve("admin-token")).strip());
        assertThat(desk.row(APP)).containsText("Running");
        engineGoes(desk, line);
        berthGoes(desk, line, berth);
        somebodyIsTold(desk, receiver);
      } finally {
        berth.request().delete("/v1/apps/" + APP + "?wait=ready&timeout=60s");
      }
    }
  }

  private static void engineGoes(Desk desk, CuttableLine line) {
    line.cut();
    assertThat(desk.text("The engine does not answer")).isVisible();
    assertThat(desk.row(APP)).containsText("Unknown");
    assertThat(desk.row(APP)).not().containsText("Failed");
    desk.holdsToItsRules("engine-away");
    line.mend();

    assertThat(desk.row(APP)).containsText("Running");
    assertThat(desk.text("The engine does not answer")).isHidden();
    assertThat(desk.text("Engine out of reach")).isHidden();
  }

  /** The log is open meanwhile: what is on the screen stays, and goes on without a line twice. */
  private static void berthGoes(Desk desk, CuttableLine line, OwnServer berth) throws Exception {
    desk.open("/apps/" + APP + "/logs");
    assertThat(desk.page().locator(".log")).containsText("line 1");
    berth.kill();
    assertThat(desk.text("The connection to Berth is gone")).isVisible();
    assertThat(desk.page().locator(".log")).containsText("line 1");
    desk.holdsToItsRules("berth-away");
    berth.start(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + line.port()));
    berth.request().post("/v1/apps/" + APP + "/stop?wait=ready&timeout=60s");

    assertThat(desk.page().locator(".head .s").first()).hasText("Stopped");
    assertThat(desk.text("The connection to Berth is gone")).isHidden();
    assertThat(desk.button("Sign in")).hasCount(0);
    assertThat(desk.page().locator(".log > div:has-text('line 1')").first()).isVisible();
    Object twice =
        desk.page()
            .evaluate(
                "() => [...document.querySelectorAll('.log > div:not(.mark)')].map((it) =>"
                    + " it.lastElementChild.textContent).filter((it, i, all) => all.indexOf(it) <"
                    + " i).length");
    assertThat(twice).isEqualTo(0);
  }

  private static void somebodyIsTold(Desk desk, NoticeReceiver receiver) {
    desk.open("/system");
    desk.button("Send a test").click();

    assertThat(desk.page().getByLabel("Notices")).containsText("Taken");
    assertThat(desk.page().getByLabel("Notices")).containsText("200 thank you");
    assertThat(receiver.taken()).hasSize(1);
    desk.holdsToItsRules("notice");
  }
}
