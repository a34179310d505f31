package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reads the output of several containers must see in which order it came. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class LogLinesScenario extends Scenario {
  private static final String PATH = "/v1/apps/lines/logs?format=json";

  /** Each says a line after the other's, a tenth of a second apart. */
  private static final String APP =
      """
      name: lines
      services:
        odd:
          image: alpine:3
          stop_grace_period: 0s
          command: [sh, -c, "i=1; while :; do echo Odd $i; i=$((i+2)); sleep 0.2; done"]
        even:
          image: alpine:3
          stop_grace_period: 0s
          command: [sh, -c, "i=0; while :; do echo even $i >&2; i=$((i+2)); sleep 0.2; done"]
      """;

  @BeforeEach
  void begin() throws IOException {
    apply(APP);
    eventually(() -> assertThat(lines(PATH)).hasSizeGreaterThan(20));
  }

  @AfterEach
  void end() throws IOException {
    delete("lines");
  }

  private List<JsonPath> lines(String path) throws IOException {
    Response answer = bare().accept("application/x-ndjson").get(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.asString().lines().map(JsonPath::from).toList();
  }

  private static List<String> of(String key, List<JsonPath> lines) {
    return lines.stream().map(line -> line.getString(key)).toList();
  }

  @Test
  void comeInTheOrderOfTheirTimesWithAllThatIsKnown() throws IOException {
    List<JsonPath> lines = lines(PATH);

    assertThat(of("time", lines)).isSorted();
    assertThat(of("service", lines)).contains("odd", "even");
    JsonPath even =
        lines.stream().filter(l -> l.getString("service").equals("even")).findFirst().orElseThrow();
    assertThat(even.getString("stream")).isEqualTo("stderr");
    assertThat(even.getInt("replica")).isEqualTo(1);
    assertThat(even.getString("line")).isEqualTo("even 0");
    assertThat(even.getString("container")).isEqualTo(container("lines", "even").name());
  }

  @Test
  void pagesLeadBackWithoutGapOrDouble() throws IOException {
    List<JsonPath> last = lines(PATH + "&tail=6");
    List<JsonPath> before = lines(PATH + "&tail=6&until=" + last.getFirst().getString("time"));
    List<JsonPath> both =
        lines(PATH + "&since=" + before.getFirst().getString("time")).stream().limit(11).toList();

    assertThat(last).hasSize(6);
    assertThat(before).hasSize(6);
    assertThat(of("line", both))
        .isEqualTo(
            java.util.stream.Stream.concat(before.stream().skip(1), last.stream())
                .map(line -> line.getString("line"))
                .toList());
  }

  @Test
  void wordsAreFoundInWhateverCase() throws IOException {
    assertThat(of("line", lines(PATH + "&grep=odd&tail=3")))
        .hasSize(3)
        .allMatch(line -> line.startsWith("Odd"));
    assertThat(lines(PATH + "&grep=[a-z]")).isEmpty();
    assertThat(bare().get("/v1/apps/lines/logs?grep=odd").statusCode()).isEqualTo(400);
  }

  @Test
  void whoComesAgainGoesOnAfterTheLastLine() throws Exception {
    String token = Files.readString(home.resolve("admin-token")).strip();
    String first;
    String id;
    try (Following stream =
        Following.of(PATH + "&follow=true&tail=1", token, "Accept: text/event-stream")) {
      id = value(stream.until("id: "));
      first = value(stream.until("data: "));
      assertThat(JsonPath.from(first).getString("time")).isEqualTo(id);
    }
    try (Following again =
        Following.of(
            PATH + "&follow=true", token, "Accept: text/event-stream", "Last-Event-ID: " + id)) {
      List<JsonPath> lines = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        lines.add(JsonPath.from(value(again.until("data: "))));
      }
      JsonPath before = JsonPath.from(first);
      lines.addFirst(before);
      assertThat(of("time", lines)).isSorted().doesNotHaveDuplicates();
      List<Integer> numbers =
          lines.stream()
              .filter(l -> l.getString("service").equals(before.getString("service")))
              .map(LogLinesScenario::number)
              .toList();
      assertThat(numbers).hasSizeGreaterThan(5);
      for (int i = 1; i < numbers.size(); i++) {
        assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 2);
      }
    }
  }

  private static String value(List<String> lines) {
    String last = lines.getLast();
    return last.substring(last.indexOf(": ") + 2);
  }

  private static int number(JsonPath line) {
    return Integer.parseInt(line.getString("line").split(" ", -1)[1]);
  }
}
