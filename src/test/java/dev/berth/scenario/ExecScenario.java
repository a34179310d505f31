package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.boot.cli.BerthCommands;
import dev.berth.client.TestShell;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who has the right to it works in a container as if he sat there; he is out with his token, and
 * what he did is written down.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ExecScenario extends Scenario {
  private static final String APP = "exec-hello";
  private static final String CAT = "command=cat&stdin=true";

  private TestShell said = new TestShell();

  @BeforeEach
  void begin() throws IOException {
    apply("{name: exec-hello, image: 'alpine:3', command: [sleep, '1000'], init: true}");
  }

  @AfterEach
  void cleanUp() throws IOException {
    delete(APP);
  }

  private String admin() throws IOException {
    return Files.readString(home.resolve("admin-token")).strip();
  }

  private static URI uri(String query) {
    return URI.create("ws://127.0.0.1:" + RestAssured.port + "/v1/apps/exec-hello/exec?" + query);
  }

  private ExecClient open(String query) throws IOException {
    return open(query, admin());
  }

  private static ExecClient open(String query, String token) {
    return new ExecClient().open(uri(query), "Authorization", "Bearer " + token);
  }

  private static String shell(String script) {
    return "command=sh&command=-c&command=" + URLEncoder.encode(script, StandardCharsets.UTF_8);
  }

  private String token(String name, String body) throws IOException {
    Response answer = request().body(body).put("/v1/tokens/" + name + "?renew=true");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    return answer.path("token");
  }

  private int berth(String typed, String... words) throws IOException {
    said = new TestShell();
    Map<String, String> environment =
        Map.of("BERTH_URL", "http://127.0.0.1:" + RestAssured.port, "BERTH_TOKEN", admin());
    return BerthCommands.of(home, Optional.empty(), said.with(environment, home, typed, false))
        .execute(words);
  }

  @Test
  void theCommandExitsAsWhatItRanDid() throws Exception {
    assertThat(berth("", "exec", APP, "--", "sh", "-c", "echo out; echo err >&2; exit 9"))
        .isEqualTo(9);
    assertThat(said.out()).isEqualTo("out\n");
    assertThat(said.err()).isEqualTo("err\n");
    assertThat(berth("one\ntwo\n", "exec", "-i", APP, APP, "--", "wc", "-l")).isZero();
    assertThat(said.out().strip()).isEqualTo("2");
    assertThat(berth("echo $((6*7)); id -u\n", "exec", APP)).isZero();
    assertThat(said.out()).isEqualTo("42\n0\n");
    assertThat(
            berth("", "exec", "-u", "nobody", "-w", "/tmp", APP, "--", "sh", "-c", "id -un; pwd"))
        .isZero();
    assertThat(said.out()).isEqualTo("nobody\n/tmp\n");
    assertThat(berth("", "exec", APP, "nosuch", "--", "ls")).isEqualTo(1);
    assertThat(said.err()).startsWith("berth exec: there is no container of service `nosuch`");
    assertThat(berth("", "exec", APP, APP, "ls")).isEqualTo(2);
    assertThat(berth("", "exec", APP, "--", "no-such-program")).isIn(126, 127);
  }

  /** Through the command that people start, at a terminal that {@code script} makes. */
  @Test
  void aTerminalHereIsATerminalThere() throws Exception {
    String java =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -Dberth.terminal=true -cp "
            + System.getProperty("java.class.path")
            + " dev.berth.boot.cli.EverydayMain exec "
            + APP;
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", "stty rows 33 cols 101; " + java, "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("BERTH_URL", "http://127.0.0.1:" + RestAssured.port);
    builder.environment().put("BERTH_TOKEN", admin());
    Process process = builder.start();
    try (OutputStream typed = process.getOutputStream();
        InputStream shown = process.getInputStream()) {
      typed.write("sleep 2; stty size; tty; sleep 1000\n".getBytes(StandardCharsets.UTF_8));
      typed.flush();
      assertThat(until(shown, "/dev/pts/")).contains("33 101");
      eventually(() -> assertThat(processes()).contains("sleep 1000"));
      typed.write("\u0003exit 5\n".getBytes(StandardCharsets.UTF_8));
      typed.flush();

      shown.readAllBytes();
      assertThat(process.waitFor()).isEqualTo(5);
    }
  }

  private static String until(InputStream shown, String text) throws IOException {
    StringBuilder all = new StringBuilder();
    while (all.indexOf(text) < 0) {
      int next = shown.read();
      assertThat(next).as(all.toString()).isNotNegative();
      all.append((char) next);
    }
    return all.toString();
  }

  private List<String> audit() throws IOException {
    return request().get("/v1/audit").path("items.what");
  }

  @Test
  void outputErrorsAndExitCodeAreApart() throws Exception {
    try (ExecClient client = open(shell("echo out; echo err >&2; exit 3"))) {
      assertThat(client.status())
          .contains("\"reason\":\"NonZeroExitCode\"", "\"reason\":\"ExitCode\"")
          .contains("\"message\":\"3\"");
      assertThat(client.closed()).isEqualTo(1000);
      assertThat(client.subprotocol()).isEqualTo("v5.channel.k8s.io");
      assertThat(client.output()).isEqualTo("out\n");
      assertThat(client.errors()).isEqualTo("err\n");
    }
    eventually(() ->
        assertThat(audit())
            .anyMatch(what -> what.matches("exec exec-hello/exec-hello \\S+ began: sh -c echo .*"))
            .anyMatch(what -> what.matches("exec .* exit 3 after \\d+ s: sh -c echo .*")));
  }

  @Test
  void whatIsTypedArrivesAndItsEndToo() throws Exception {
    try (ExecClient client = open(CAT)) {
      client.type("one\n");
      eventually(() -> assertThat(client.output()).isEqualTo("one\n"));
      client.type("two\n");
      client.endInput();

      assertThat(client.status()).contains("Success");
      assertThat(client.output()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void muchGoesThroughInBothDirections() throws Exception {
    int pieces = 256;
    byte[] piece = new byte[32 * 1024];
    try (ExecClient client = open(CAT)) {
      for (int i = 0; i < pieces; i++) {
        client.send(0, piece);
      }
      client.endInput();

      assertThat(client.status()).contains("Success");
      assertThat(client.outputBytes()).isEqualTo(pieces * piece.length);
    }
  }

  @Test
  void aShellHasATerminalThatFollowsTheWindow() throws Exception {
    try (ExecClient client = open("rows=31&columns=97")) {
      eventually(() -> {
        client.type("stty size\n");
        assertThat(client.output()).contains("31 97");
      });
      client.resize(120, 40);
      eventually(() -> {
        client.type("stty size\n");
        assertThat(client.output()).contains("40 120");
      });
      client.type("exit 4\n");

      assertThat(client.status()).contains("\"message\":\"4\"");
    }
  }

  @Test
  void rubbishHarmsNobody() throws Exception {
    try (ExecClient client = open(CAT)) {
      client.send(4, "{\"Width\":-1".getBytes(StandardCharsets.UTF_8));
      client.send(4, "{\"Width\":1e99,\"Height\":\"x\"}".getBytes(StandardCharsets.UTF_8));
      client.send(77, new byte[1000]);
      client.send(255, new byte[] {9});
      client.send(1, new byte[] {1});
      client.type("still here");
      client.endInput();

      assertThat(client.status()).contains("Success");
      assertThat(client.output()).isEqualTo("still here");
    }
  }

  @Test
  void aRevokedTokenEndsItAndWhatItRan() throws Exception {
    String token = token("exec-hand", "{role: admin}");
    try (ExecClient client = open(shell("sleep 7654") + "&tty=true&stdin=true", token)) {
      eventually(() -> assertThat(processes()).contains("sleep 7654"));

      assertThat(request().delete("/v1/tokens/exec-hand").statusCode()).isIn(200, 204);

      assertThat(client.status()).contains("the token is no longer good");
      eventually(() -> assertThat(processes()).doesNotContain("sleep 7654"));
    }
  }

  @Test
  void whoLeavesLeavesNothingBehind() throws Exception {
    try (ExecClient client = open(shell("sleep 7655") + "&tty=true&stdin=true")) {
      eventually(() -> assertThat(processes()).contains("sleep 7655"));

      client.leave();

      eventually(() -> assertThat(processes()).doesNotContain("sleep 7655"));
      eventually(() -> assertThat(audit()).anyMatch(w -> w.contains("the client has gone) after")));
    }
  }

  private String processes() throws Exception {
    return docker("top", container(APP, APP).name());
  }

  @Test
  void aContainerThatEndsSaysSo() throws Exception {
    try (ExecClient client = open(CAT + "&tty=true")) {
      client.type("x");
      eventually(() -> assertThat(client.output()).contains("x"));
      docker("kill", container(APP, APP).name());

      assertThat(client.status()).contains("has ended");
    }
  }

  @Test
  void onlyWhoHasTheRightGetsIn() throws Exception {
    String deployer = token("exec-deployer", "{role: deployer}");

    assertThat(ExecClient.refusal(uri(CAT), "Authorization", "Bearer " + deployer)).isEqualTo(403);
    assertThat(ExecClient.refusal(uri(CAT))).isEqualTo(401);
    Response why = given().auth().oauth2(deployer).get("/v1/apps/exec-hello/exec");
    assertThat(why.statusCode()).isEqualTo(403);
    assertThat(why.<String>path("detail")).contains("berth.policy.exec");
    // A password would be sent along by a browser, whichever page asks.
    assertThat(given().auth().preemptive().basic("x", admin()).get("/v1/apps/x/exec").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aCookieIsGoodFromBerthsOwnPageAlone() throws Exception {
    String cookie =
        given().contentType("text/plain").body(admin()).post("/v1/session").cookie("berth-session");
    String sent = "berth-session=" + cookie;
    String own = "http://127.0.0.1:" + RestAssured.port;

    assertThat(ExecClient.refusal(uri(CAT), "Cookie", sent)).isEqualTo(403);
    assertThat(ExecClient.refusal(uri(CAT), "Cookie", sent, "Origin", "http://127.0.0.1:1"))
        .isEqualTo(403);
    try (ExecClient client = new ExecClient().open(uri(CAT), "Cookie", sent, "Origin", own)) {
      client.endInput();
      assertThat(client.status()).contains("Success");
    }
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeTheUpgrade() throws Exception {
    String exec = "/v1/apps/exec-hello/exec";
    Response plain = bare().get(exec);
    Response replica = bare().get(exec + "?replica=7");
    Response service = bare().get(exec + "?service=nosuch");
    Response size = bare().get(exec + "?rows=0");

    assertThat(plain.statusCode()).as(plain.asString()).isEqualTo(426);
    assertThat(replica.statusCode()).as(replica.asString()).isEqualTo(404);
    assertThat(replica.<String>path("detail")).contains("(running)");
    assertThat(service.statusCode()).as(service.asString()).isEqualTo(404);
    assertThat(size.statusCode()).as(size.asString()).isEqualTo(400);
    assertThat(bare().get("/v1/apps/nosuch/exec").statusCode()).isEqualTo(404);
    bare().post("/v1/apps/exec-hello/stop?wait=ready");
    eventually(() -> assertThat(bare().get(exec).statusCode()).isIn(404, 409));
  }
}
