package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.state.secret.PlainVault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others are told, as the documentation of their servers has it. */
class NotifierIT {
  private static final String COMMIT = "0123456789012345678901234567890123456789";

  @TempDir Path home;
  private SourceRig rig;
  private HttpServer server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    rig = new SourceRig(home);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN")
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Berth-Signature-256")
                  + " "
                  + body);
          int code = answers.isEmpty() ? 201 : answers.removeFirst();
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    rig.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void tell(String more, String reason) {
    var resource = rig.declare("name: shop\nurl: https://git.example.com/team/shop.git\n" + more);
    Map<String, Object> synced =
        Map.of(
            "type",
            "Synced",
            "status",
            reason.equals("Synced") ? "True" : "False",
            "reason",
            reason,
            "message",
            "all \"is\" told");
    new Notifier(new SealedValues(new PlainVault()), rig.threads, Duration.ofMillis(10))
        .tell(
            resource,
            SourceStatus.of(Map.of("attemptedRevision", COMMIT, "conditions", List.of(synced))));
  }

  private String only() {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !heard.isEmpty());
    assertThat(heard).hasSize(1);
    return heard.getFirst();
  }

  @Test
  void githubIsToldOfASuccess() {
    tell("commitStatus: {provider: github, api: \"" + url() + "\", token: t}\n", "Synced");

    assertThat(only())
        .isEqualTo(
            "POST /repos/team/shop/statuses/"
                + COMMIT
                + " Bearer t null null {\"state\":\"success\",\"context\":\"berth/shop\","
                + "\"description\":\"all \\\"is\\\" told\"}");
  }

  @Test
  void gitlabIsToldOfAFailure() {
    tell("commitStatus: {provider: gitlab, api: \"" + url() + "\", token: t}\n", "FilesFailed");

    assertThat(only())
        .isEqualTo(
            "POST /projects/team%2Fshop/statuses/"
                + COMMIT
                + " null t null {\"state\":\"failed\",\"name\":\"berth/shop\","
                + "\"description\":\"all \\\"is\\\" told\"}");
  }

  @Test
  void giteaIsToldOfAFailure() {
    tell("commitStatus: {provider: gitea, api: \"" + url() + "\", token: t}\n", "Quarantined");

    assertThat(only())
        .startsWith("POST /repos/team/shop/statuses/" + COMMIT + " token t")
        .contains("\"state\":\"failure\"");
  }

  @Test
  void whoeverWantsToHearIsToldAgainUntilItAnswersWell() {
    answers.addAll(List.of(500, 503));
    tell("notify: {url: \"" + url() + "/hook\", secret: s}\n", "Synced");

    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> heard.size() == 3);
    assertThat(heard.getLast())
        .startsWith("POST /hook null null sha256=")
        .contains("\"source\":\"shop\"", "\"synced\":true");
  }
}
