package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.docs.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured, and what the documentation says is, must be called the same (issue 18). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class MetricsPageScenario extends Scenario {
  private static final String APP = "metrics-page";
  private static final Pattern TOLD = Pattern.compile("\\b(berth_[a-z_]+)");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (berth_\\w+?)(?:_max)? ");

  @TempDir Path folder;

  @AfterEach
  void remove() throws Exception {
    request().delete("/v1/sources/" + APP);
    delete(APP);
  }

  /** Volumes of the Compose file in deploy/ are called so, too. */
  private static Set<String> told() throws IOException {
    Set<String> told = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        told.addAll(Page.of(file.toString()).found(TOLD));
      }
    }
    told.remove("berth_home");
    return told;
  }

  @Test
  void theDocumentationNamesEachMeasureAndNoOther() throws IOException {
    apply("{name: " + APP + ", image: 'alpine:3', state: Stopped}");
    request().body("folder: " + folder).put("/v1/sources/" + APP);
    request().post("/v1/sources/" + APP + "/sync");

    Set<String> measured = new TreeSet<>();
    FAMILY
        .matcher(request().get("/metrics").asString())
        .results()
        .map(m -> m.group(1))
        .forEach(measured::add);

    assertThat(told()).isEqualTo(measured);
  }
}
