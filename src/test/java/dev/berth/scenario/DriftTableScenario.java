package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every row of docs/reference/drift.md must happen as it stands there: told, planned and mended.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DriftTableScenario extends Scenario {
  private static final Path PAGE = Path.of("docs", "reference", "drift.md");
  private static final String PATH = "/v1/apps/" + Hands.APP;

  private Hands hands;

  @BeforeEach
  void applyTheApp() throws Exception {
    docker("tag", "alpine:3", Hands.IMAGE);
    docker("network", "create", Hands.FOREIGN);
    apply(manifest("report"));
    hands = new Hands(engine, this::wish);
    docker("exec", container().id(), "sh", "-c", "echo kept > /data/proof");
  }

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(Hands.APP);
    docker("network", "rm", Hands.FOREIGN);
    docker("image", "rm", Hands.IMAGE);
    String rebuilt = docker("images", "--quiet", "--filter=label=made=again");
    if (!rebuilt.isEmpty()) {
      docker("image", "rm", rebuilt);
    }
  }

  private static String manifest(String policy) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```yaml") + "```yaml\n".length();
    return page.substring(from, page.indexOf("```", from)) + "drift: {policy: " + policy + "}\n";
  }

  private ContainerView container() {
    return container(Hands.APP, "web");
  }

  private void wish(String verb) throws IOException {
    Response answer = request().body("{}").post(PATH + "/" + verb + "?wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  private void policy(String policy) throws IOException {
    Response answer =
        request().body(manifest(policy)).put(PATH + "?wait=ready&timeout=60s&force=true");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  @Test
  void everyRowHappensAsItStandsThere() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.contains("| `docker")).toList();
    List<String> seen = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split(" \\| ", -1);
      seen.add(happens(cells[0], cells[1]));
      Files.write(Path.of("target", "drift-table.md"), seen);
    }

    assertThat(seen).containsExactlyElementsOf(rows);
    assertThat(rows).hasSize(49);
    assertThat(docker("exec", container().id(), "cat", "/data/proof")).isEqualTo("kept");
  }

  /** What it needs to work it gets back in any policy. */
  @Test
  void aPlaceOnANetworkIsGivenBackAtOnce() throws Exception {
    String id = container().id();
    docker("network", "disconnect", "kinds_front", id);

    eventually(() -> {
      assertThat(container().networks()).hasSize(2);
      assertThat(messages("ContainerConnected"))
          .anyMatch(m -> m.endsWith("networks.kinds_front: want connected, have nothing"));
    });
    assertThat(container().id()).isEqualTo(id);
  }

  @Test
  void aVolumeThatIsGoneIsToldAndMadeAnew() throws Exception {
    wish("stop");
    docker("rm", container().id());
    docker("volume", "rm", "kinds_scratch");
    wish("start");

    assertThat(engine.volume("kinds_scratch")).isPresent();
    assertThat(messages("VolumeGone"))
        .singleElement()
        .asString()
        .startsWith("volume kinds_scratch was removed, and not by Berth");
    assertThat(docker("exec", container().id(), "cat", "/data/proof")).isEqualTo("kept");
  }

  private List<String> messages(String reason) throws IOException {
    return request()
        .get(PATH + "/events?limit=40")
        .jsonPath()
        .getList("items.findAll { it.reason == '" + reason + "' }.message");
  }

  /** Makes the drift, reads what is told of it, has it mended. */
  private String happens(String kind, String command) throws Exception {
    long before = lastEvent();
    hands.lay(command.replace("`", ""), container());
    Map<String, Object> drift = told(kind, before);
    String id = container().id();
    Response dryRun = request().body(manifest("repair")).put(PATH + "?dryRun=true");
    String plan = dryRun.jsonPath().getString("plan.text").strip();
    policy("repair");
    mended(kind, String.valueOf(drift.get("repair")), id);
    policy("report");
    hands.withdraw();
    return kind
        + " | "
        + command
        + " | `"
        + line(drift)
        + "` | "
        + drift.get("repair")
        + " | "
        + (plan.isBlank() ? "none" : "`" + Hands.general(plan).replace("\n", "`<br>`") + "`")
        + " |";
  }

  private long lastEvent() throws IOException {
    return request().get(PATH + "/events?limit=1").jsonPath().getLong("items.max { it.id }.id");
  }

  /** As the route, the condition and the events tell it. */
  private Map<String, Object> told(String kind, long before) throws IOException {
    List<Map<String, Object>> found = new ArrayList<>();
    eventually(() -> {
      found.clear();
      found.addAll(request().get(PATH + "/drift").jsonPath().getList(""));
      // Docker brings a security option along with others.
      found.removeIf(one -> "security_opt".equals(one.get("path")) && !kind.contains("security"));
      assertThat(found).as(kind).hasSize(1);
      Response app = request().get(PATH);
      assertThat(app.jsonPath().getString("status.conditions.find { it.type == 'Drifted' }.status"))
          .as(kind + app.asString())
          .isEqualTo("True");
    });
    assertThat(
            request()
                .get(PATH + "/events?limit=40")
                .jsonPath()
                .getList("items.findAll { it.id > " + before + " && it.reason == 'DriftFound' }"))
        .as(kind)
        .isNotEmpty();
    assertThat(request().get(PATH + "/plan").jsonPath().getList("actions")).as(kind).isEmpty();
    assertThat(found.getFirst().get("since")).isNotNull();
    return found.getFirst();
  }

  private static String line(Map<String, Object> drift) {
    return Hands.general(
        drift.get("path")
            + ": want "
            + shown(drift.get("want"))
            + ", have "
            + shown(drift.get("have"))
            + (drift.get("by") == null ? "" : " (" + drift.get("by") + ")"));
  }

  private static String shown(@Nullable Object value) {
    return value == null || value.equals("") ? "nothing" : value.toString();
  }

  /** What stays stays the same container. */
  private void mended(String kind, String repair, String before) throws IOException {
    eventually(() -> {
      List<Object> rest = request().get(PATH + "/drift").jsonPath().getList("");
      if (repair.equals("none")) {
        assertThat(rest).as(kind).hasSize(1);
      } else {
        assertThat(rest).as(kind).isEmpty();
      }
    });
    awaitReady(Hands.APP);
    boolean replaced = repair.equals("recreate") && !kind.startsWith("| network");
    assertThat(container().id().equals(before)).as(kind + " is in place").isEqualTo(!replaced);
  }
}
