package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.AuditChain;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much is written, the audit has a bound: in the database, and on the disk. */
@QuarkusTest
@TestProfile(Configured.class)
class AuditScenario extends Scenario {
  static final int KEPT = 50;

  /** Old rows go in batches of so many. */
  private static final int BATCH = 100;

  static final int FILE_BYTES = 20_000;
  private static final int WRITES = 400;

  /** So many may come in another order: an entry is written once its answer has left. */
  private static final int CROSSING = 8;

  @Test
  void theOldestGoAndTheNewestStay() throws Exception {
    for (int i = 1; i <= WRITES; i++) {
      assertThat(request().delete("/v1/apps/audited-" + i).statusCode()).isEqualTo(404);
    }

    List<String> newest =
        IntStream.rangeClosed(WRITES - KEPT + CROSSING, WRITES)
            .mapToObj(i -> "DELETE /v1/apps/audited-" + i)
            .toList();
    eventually(() -> assertThat(entries()).containsAll(newest));
    assertThat(entries()).hasSizeBetween(KEPT, KEPT + BATCH - 1);
    assertThat(files()).containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1");
    for (String file : files()) {
      assertThat(Files.size(home.resolve(file))).isLessThan(FILE_BYTES + 1_000);
    }
    AuditChain.Verdict verdict = AuditChain.check(home);
    assertThat(verdict.breaks()).isEmpty();
    assertThat(verdict.lines()).isLessThan(WRITES);
    assertThat(Files.readString(home.resolve("audit.jsonl"))).contains("audited-400");
  }

  /** Issue 17: what was only rehearsed is told as that, by whichever door it came. */
  @Test
  void aDryRunIsToldAsOne() throws IOException {
    String app = "/v1/apps/audited-dry";
    request()
        .contentType("application/json")
        .body("{\"name\": \"audited-dry\", \"image\": \"x\"}")
        .put(app + "?dryRun=true");
    request()
        .contentType("application/json")
        .body("{\"name\": \"audited-dry\", \"image\": \"x\", \"state\": \"Stopped\"}")
        .put(app);
    request()
        .contentType("application/json")
        .body("{\"dryRun\": [\"All\"]}")
        .delete("/apis/berth.dev" + app);
    request().delete(app);

    eventually(() ->
        assertThat(request().get("/v1/audit?limit=4").<List<String>>path("items.what"))
            .containsExactly(
                "DELETE " + app,
                "DELETE /apis/berth.dev" + app + "?dryRun=true",
                "PUT " + app,
                "PUT " + app + "?dryRun=true"));
    assertThat(request().get("/v1/audit?limit=4").<List<String>>path("items.result"))
        .containsExactly("done", "rehearsed", "done", "rehearsed");
  }

  private List<String> entries() throws IOException {
    return request().get("/v1/audit?limit=10000").path("items.what");
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(home)) {
      return all.map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> name.startsWith("audit"))
          .toList();
    }
  }
}
