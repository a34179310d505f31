package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every row of docs/guide/tutorial-commands.md must do what it says, in the order of the table. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class TutorialScenario extends Scenario {
  private static final String APP = "images-tutorial";
  private static final int PORT = 4411;
  private static final int PAGE = 4420;
  private static final Pattern STEP =
      Pattern.compile("`(GET|PUT|POST|DELETE) ([^`]+)`(?: `([@{][^`]*)`)?");

  private String digest = "";

  @AfterEach
  void cleanUp() throws Exception {
    delete(APP);
    request().post("/v1/images/prune?all=true");
  }

  @Test
  void everyRowDoesWhatItSays() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("docs", "guide", "tutorial-commands.md")).stream()
            .filter(line -> line.startsWith("| `docker"))
            .toList();
    Path folder = Path.of("target", "registry", UUID.randomUUID().toString());
    try (LocalRegistry registry = new LocalRegistry(folder, PORT).start()) {
      for (String row : rows) {
        execute(row, registry.host());
      }
      String page =
          await()
              .atMost(Duration.ofSeconds(30))
              .ignoreExceptions()
              .until(
                  () -> io.restassured.RestAssured.get("http://127.0.0.1:" + PAGE).asString(),
                  text -> text.contains("Hello"));
      assertThat(page).contains("Hello");
      request().delete("/v1/images/" + registry.host() + "/username/repository:tag?force=true");
    }

    assertThat(rows).hasSize(16);
  }

  private void execute(String row, String host) throws Exception {
    String berth = row.substring(row.indexOf("` | `") + "` | ".length());
    Matcher steps = STEP.matcher(berth);
    int found = 0;
    while (steps.find()) {
      found++;
      String body = steps.group(3) == null ? "" : here(steps.group(3), host);
      Response answer = send(steps.group(1), here(steps.group(2), host), body);
      assertThat(answer.statusCode()).as(row + "\n" + answer.asString()).isBetween(200, 299);
      if (steps.group(2).startsWith("/v1/contexts")) {
        digest = answer.path("digest");
      }
      if (steps.group(2).endsWith("/push")) {
        ended(answer.path("id"));
      }
    }
    assertThat(found).as(row).isPositive();
  }

  private String here(String text, String host) {
    return text.replace("registry.example.org", host)
        .replace("/apps/friendlyhello", "/apps/" + APP)
        .replace("/images/friendlyhello", "/images/" + APP)
        .replace("\"name\": \"friendlyhello\"", "\"name\": \"" + APP + "\"")
        .replace("\"image\": \"friendlyhello\"", "\"image\": \"" + APP + "\"")
        .replace("4000:80", "127.0.0.1:" + PAGE + ":80")
        .replace("<digest>", digest);
  }

  private Response send(String method, String path, String body) throws Exception {
    RequestSpecification request = request().contentType("application/json");
    if (body.startsWith("@")) {
      request.contentType("application/x-tar").body(tar(Path.of(body.substring(1))));
    } else if (!body.isEmpty()) {
      request.body(body);
    }
    return request.urlEncodingEnabled(false).request(method, path);
  }

  private static byte[] tar(Path folder) throws IOException {
    Process tar = new ProcessBuilder("tar", "-C", folder.toString(), "-c", ".").start();
    return tar.getInputStream().readAllBytes();
  }

  private void ended(String operation) throws IOException {
    Response end =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> request().get("/v1/operations/" + operation), r -> r.path("done"));
    assertThat(end.<String>path("state")).as(end.asString()).isEqualTo("Succeeded");
  }
}
