package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many commands as may be run, none for ever, and by whom an operator lets. */
@QuarkusTest
@TestProfile(Configured.class)
class ExecLimitsScenario extends Scenario {
  private static final String APP = "exec-limits";

  @AfterEach
  void cleanUp() throws IOException {
    delete(APP);
  }

  private static URI uri() {
    return URI.create(
        "ws://127.0.0.1:" + RestAssured.port + "/v1/apps/exec-limits/exec?command=cat&stdin=true");
  }

  @Test
  void aSilentCommandEndsAndMakesRoom() throws Exception {
    apply(
        """
        apiVersion: berth.dev/v1
        kind: App
        metadata: {name: exec-limits, labels: {team: web}}
        spec: {image: 'alpine:3', command: [sleep, '1000'], init: true}
        """);
    Response token =
        request()
            .body("{role: deployer, labelSelector: team=web}")
            .put("/v1/tokens/exec-limits?renew=true");
    String bearer = "Bearer " + token.<String>path("token");
    try (ExecClient client = new ExecClient().open(uri(), "Authorization", bearer)) {
      assertThat(ExecClient.refusal(uri(), "Authorization", bearer)).isEqualTo(429);

      assertThat(client.status()).contains("nothing was typed or printed for 3 s");
    }
    eventually(() -> {
      try (ExecClient next = new ExecClient().open(uri(), "Authorization", bearer)) {
        next.type("again");
        next.endInput();
        assertThat(next.status()).contains("Success");
        assertThat(next.output()).isEqualTo("again");
      }
    });
  }
}
