package dev.berth.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What talks without end must not cost anybody the tab (issue 22). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DeskFloodScenario extends DeskVisit {
  private static final String APP = "loop-dk-flood";

  /** Five thousand numbered lines a second. */
  private static final String MANIFEST =
      """
      name: loop-dk-flood
      image: python:3-slim
      init: true
      stop_grace_period: 0s
      logging: {driver: json-file, options: {max-size: 20m, max-file: "2"}}
      command:
      - python3
      - -uc
      - |
        import sys, time
        n, due = 0, time.time()
        while True:
            sys.stdout.write("".join(f"{n + i} GET /orders/{(n + i) * 7919 % 100000} 200 in {(n + i) % 97} ms by worker {i % 8}\\n" for i in range(250)))
            sys.stdout.flush()
            n, due = n + 250, due + 0.05
            time.sleep(max(0, due - time.time()))
      """;

  private static final int BUSY = 10;

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
    for (int i = 0; i < BUSY; i++) {
      delete("loop-dk-busy-" + i);
    }
  }

  /**
   * What is shown at one moment.
   *
   * @param sum lines that have come: kept, let go and left out
   * @param first number of the first line in the document
   * @param last likewise of the last one
   */
  private record Shown(long sum, long kept, long first, long last, long rows) {}

  private static Shown shown() {
    Object all =
        desk()
            .page()
            .evaluate(
                """
                () => {
                  const words = document.querySelector('main .head .qq.small').textContent;
                  const count = (what) => Number(words.match(new RegExp(`(\\\\d+) ${what}`))?.[1] || 0);
                  const rows = [...document.querySelectorAll('.log > div')];
                  const lines = rows.filter((it) => !it.classList.contains('mark'));
                  const number = (it) => Number(it.lastElementChild.textContent.split(' ')[0]);
                  return [count('older') + count('left') + count('lines ·'), count('lines ·'),
                    number(lines[0]), number(lines.at(-1)), rows.length].join(' ');
                }
                """);
    long[] numbers = Stream.of(all.toString().split(" ")).mapToLong(Long::parseLong).toArray();
    return new Shown(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  private static Shown afterLines(long sum) {
    desk().page().waitForCondition(() -> shown().sum() > sum);
    return shown();
  }

  private static void isBounded(Shown now) {
    assertThat(now.kept()).isLessThanOrEqualTo(5_500);
    assertThat(now.rows()).isLessThan(60);
    assertThat(desk().heap()).isLessThan(64L << 20);
  }

  @Test
  void fiveThousandLinesASecondAreShownCountedAndRead() throws IOException {
    apply(MANIFEST);
    desk().measures();
    signIn();
    desk().open("/apps/" + APP + "/logs");
    assertThat(desk().page().locator(".log")).containsText("GET /orders/");
    Shown early = shown();
    Shown late = afterLines(30_000);
    isBounded(late);
    assertThat(late.sum() - early.sum()).isEqualTo(late.last() - early.last());

    desk().page().getByLabel("Mark lines with this").pressSequentially("worker 3");
    assertThat(desk().page().locator("mark").first()).hasText("worker 3");
    desk().page().locator(".logbox").hover();
    desk().page().mouse().wheel(0, -20_000);
    assertThat(desk().page().getByLabel("follow")).not().isChecked();
    assertThat(desk().text("left out")).isVisible();
    Shown read = shown();
    Shown still = afterLines(read.sum() + 20_000);
    assertThat(still.first()).isEqualTo(read.first());
    isBounded(still);

    desk().page().getByLabel("follow").check();
    desk().page().waitForCondition(() -> shown().last() > late.last() + 20_000);
    Shown end = shown();
    isBounded(end);
    assertThat(end.sum() - early.sum()).isEqualTo(end.last() - early.last());
    desk().keepMeasured("flood");
  }

  /** Each change is one of the app, and one or more of its status. */
  @Test
  void changesAtSpeedAreAllShown() throws Exception {
    for (int i = 0; i < BUSY; i++) {
      String app = "{name: loop-dk-busy-%d, image: 'alpine:3', state: Stopped}".formatted(i);
      request().body(app).post("/v1/apps").then().statusCode(201);
    }
    desk().measures();
    signIn();
    assertThat(desk().row("loop-dk-busy-0")).isVisible();
    try (ExecutorService all = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 40 * BUSY; i++) {
        String app = "/v1/apps/loop-dk-busy-" + i % BUSY;
        String labels = "{\"metadata\": {\"labels\": {\"round\": \"" + i / BUSY + "\"}}}";
        answers.add(
            all.submit(() ->
                bare()
                    .contentType("application/merge-patch+json")
                    .body(labels)
                    .patch(app)
                    .statusCode()));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    desk().keepMeasured("changes");

    assertThat(desk().page().locator(".tag:text-is('round=39')")).hasCount(BUSY);
  }
}
