package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.json.JsonTree;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who copies our rules and our dashboard must be woken by a broken app, and by no riddle. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class PrometheusScenario extends Scenario {
  private static final String APP = "num-broken";
  private static final Path RULES = Path.of("deploy", "berth-alerts.yaml");
  private static final Path DASHBOARD = Path.of("deploy", "berth-dashboard.json");
  private static final Pattern NAME = Pattern.compile("\\bberth_[a-z_]+");
  private static final Pattern PARTS = Pattern.compile("_(bucket|count|sum|max)$");

  @TestHTTPResource("/metrics")
  URI metrics;

  @TempDir Path folder;

  @AfterEach
  void remove() throws Exception {
    delete(APP);
  }

  private String promtool(String... words) throws Exception {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void theRulesDoWhatTheySay() throws Exception {
    Files.copy(RULES, folder.resolve("berth-alerts.yaml"));
    Files.copy(
        Path.of("src", "test", "resources", "berth-alerts-test.yaml"), folder.resolve("test.yaml"));

    assertThat(promtool("promtool", "check", "rules", "berth-alerts.yaml")).contains("SUCCESS");
    assertThat(promtool("promtool", "test", "rules", "test.yaml")).contains("SUCCESS");
  }

  @Test
  void askForNothingThatIsNotMeasured() throws IOException {
    Set<String> asked = names(Files.readString(RULES) + Files.readString(DASHBOARD));

    assertThat(JsonTree.read(Files.readString(DASHBOARD))).isPresent();
    assertThat(names(Files.readString(Path.of("docs", "reference", "http.md")))).containsAll(asked);
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(found -> PARTS.matcher(found.group()).replaceFirst(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aBrokenAppFiresAnAlert() throws Exception {
    int port = freePort();
    Process prometheus = start(port);
    try {
      request()
          .body("{name: " + APP + ", image: 'alpine:3', command: ['false'], restart: 'no'}")
          .post("/v1/apps");

      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .untilAsserted(() ->
              assertThat(alerts(port))
                  .contains("\"alertname\":\"BerthAppFailed\"", "\"app\":\"" + APP + "\"")
                  .contains("\"state\":\"firing\""));

      delete(APP);

      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(alerts(port)).contains("success").doesNotContain(APP));
    } finally {
      prometheus.destroy();
      prometheus.waitFor();
    }
  }

  private static String alerts(int port) {
    return RestAssured.given().baseUri("http://127.0.0.1:" + port).get("/api/v1/alerts").asString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** With our rules as they are, but for their patience. */
  private Process start(int port) throws IOException {
    Files.writeString(
        folder.resolve("rules.yaml"), Files.readString(RULES).replaceAll("for: \\d+m", "for: 1s"));
    Files.writeString(
        folder.resolve("prometheus.yaml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
        - job_name: berth
          authorization: {credentials_file: %s}
          static_configs: [{targets: ['%s']}]
        """
            .formatted(
                folder.resolve("rules.yaml"),
                home.resolve("admin-token").toAbsolutePath(),
                metrics.getAuthority()));
    return new ProcessBuilder(
            List.of(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
