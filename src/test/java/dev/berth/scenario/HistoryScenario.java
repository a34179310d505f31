package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue 17: however often an app is changed, its history has a bound, and comes in pages. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class HistoryScenario extends Scenario {
  private static final String APP = "/v1/apps/historic";
  private static final int UPDATES = 30;

  /** {@code berth.history.revisions}, and the one that is wanted. */
  private static final int KEPT = 11;

  @Inject EntityManager database;

  @AfterEach
  void remove() throws IOException {
    request().delete(APP + "?wait=ready&timeout=20s");
  }

  private void update(int number) throws IOException {
    String wish =
        "{name: historic, state: Stopped, image: 'nowhere:1', environment: {N: '%d'}}"
            .formatted(number);
    assertThat(request().contentType("application/yaml").body(wish).put(APP).statusCode())
        .isIn(200, 201);
  }

  private static List<Long> numbers(Response page) {
    return page.jsonPath().getList("items.revision", Long.class);
  }

  private static List<Long> down(long from, long to) {
    return LongStream.rangeClosed(to, from).boxed().sorted((a, b) -> Long.compare(b, a)).toList();
  }

  private long texts() {
    return ((Number)
            database
                .createNativeQuery(
                    "select count(*) from revision_text where content like '%nowhere:1%'")
                .getSingleResult())
        .longValue();
  }

  @Test
  void theOldestRevisionsGoWithTheirTexts() throws IOException {
    for (int i = 1; i <= UPDATES; i++) {
      update(i);
    }

    assertThat(numbers(request().get(APP + "/revisions")))
        .isEqualTo(down(UPDATES, UPDATES - KEPT + 1));
    assertThat(texts()).isEqualTo(KEPT);
    assertThat(pages(4)).isEqualTo(down(UPDATES, UPDATES - KEPT + 1));

    String oldest = "{\"revision\": %d}".formatted(UPDATES - KEPT + 1);
    Response back = request().contentType("application/json").body(oldest).post(APP + "/rollback");
    assertThat(back.jsonPath().getString("spec.environment.N")).isEqualTo("20");
    assertThat(numbers(request().get(APP + "/revisions"))).contains(20L, 31L).hasSize(KEPT + 1);
    assertThat(texts()).isEqualTo(KEPT);
  }

  private List<Long> pages(int limit) throws IOException {
    List<Long> all = new ArrayList<>();
    String next = "";
    do {
      Response page = request().get(APP + "/revisions?limit=" + limit + next);
      assertThat(numbers(page)).hasSizeLessThanOrEqualTo(limit);
      all.addAll(numbers(page));
      String token = page.jsonPath().getString("metadata.continue");
      next = token == null ? "" : "&continue=" + token;
    } while (!next.isEmpty());
    return all;
  }

  @Test
  void nobodyElseReadsAFileOfTheHome() throws IOException {
    try (var files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).filter(HistoryScenario::isOpen)).isEmpty();
    }
  }

  private static boolean isOpen(Path file) {
    try {
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      return !rights.endsWith("------");
    } catch (IOException e) {
      return false; // Gone between the look at the folder and the look at the file.
    }
  }
}
