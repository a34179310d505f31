package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 22: what is only reported can be mended, or kept, by whoever has seen it. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DriftActionsScenario extends Scenario {
  private static final String APP = "/v1/apps/keeper";
  private static final String MEMORY = "deploy.resources.limits.memory";
  private static final String PIDS = "deploy.resources.limits.pids";

  private ContainerView before;

  @BeforeEach
  void changeTwoLimitsByHand() throws Exception {
    apply(
        """
        {apiVersion: berth.dev/v1, kind: App, metadata: {name: keeper, labels: {team: web}, annotations: {note: kept}},
          spec: {image: "alpine:3", command: [sleep, "1000"], stop_grace_period: 0s, mem_limit: 64m,
                 pids_limit: 50, drift: {policy: report}}}
        """);
    before = container("keeper", "keeper");
    docker("update", "--memory=32m", "--memory-swap=64m", "--pids-limit=9", before.id());
    eventually(() -> assertThat(drift()).containsExactlyInAnyOrder(MEMORY, PIDS));
  }

  @AfterEach
  void remove() throws IOException {
    delete("keeper");
  }

  private List<String> drift() throws IOException {
    return request().get(APP + "/drift").path("path");
  }

  private Response post(String body, String path, int status) throws IOException {
    Response answer = request().body(body).post(APP + path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer;
  }

  @Test
  void whatIsNamedIsMendedAsForeseenAndNothingElse() throws IOException {
    String body = "{paths: [" + MEMORY + "]}";
    Response dryRun = post(body, "/repair?dryRun=true", 200);
    assertThat(dryRun.<String>path("plan.text")).startsWith("update limits of keeper-");
    assertThat(dryRun.<List<String>>path("repairs.path")).containsExactly(MEMORY);
    assertThat(dryRun.<String>path("metadata.annotations.note")).isEqualTo("kept");
    assertThat(drift()).containsExactlyInAnyOrder(MEMORY, PIDS);
    post(body, "/repair?plan=another", 409);
    String plan = dryRun.path("plan.fingerprint");

    Response done = post(body, "/repair?wait=ready&plan=" + plan, 200);

    assertThat(drift()).containsExactly(PIDS);
    assertThat(done.<List<String>>path("repairs.path")).containsExactly(MEMORY);
    assertThat(done.<Integer>path("metadata.generation")).isEqualTo(1);
    assertThat(container("keeper", "keeper").id()).isEqualTo(before.id());
    post("", "/repair?wait=ready", 200);
    assertThat(drift()).isEmpty();
    assertThat(post("{paths: [user]}", "/repair", 422).<List<String>>path("violations.path"))
        .containsExactly("paths[0]");
    post("{path: user}", "/repair", 422);
  }

  @Test
  void whatIsKeptIsDeclaredAndNobodyNotices() throws IOException {
    Response dryRun = post("{}", "/drift/keep?dryRun=true", 200);
    assertThat(dryRun.<String>path("plan.text")).isEmpty();
    assertThat(drift()).hasSize(2);

    Response kept = post("", "/drift/keep?wait=ready", 200);

    assertThat(kept.<List<String>>path("kept.path")).containsExactlyInAnyOrder(MEMORY, PIDS);
    assertThat(kept.<Integer>path("spec.pids_limit")).isEqualTo(9);
    assertThat(kept.<Integer>path("spec.mem_limit")).isEqualTo(32 << 20);
    assertThat(kept.<Integer>path("metadata.generation")).isEqualTo(2);
    assertThat(kept.<String>path("metadata.annotations.note")).isEqualTo("kept");
    assertThat(drift()).isEmpty();
    assertThat(container("keeper", "keeper").id()).isEqualTo(before.id());
    assertThat(request().get(APP + "/revisions").<List<Integer>>path("items.revision"))
        .containsExactly(2, 1);
    post("", "/drift/keep", 200);
    assertThat(request().get(APP).<Integer>path("metadata.generation")).isEqualTo(2);
  }

  /** A new declaration is an update, which undoes what else differs: the plan says so before. */
  @Test
  void whatIsNotKeptIsMadeAsDeclared() throws IOException {
    String body = "{paths: [" + PIDS + "]}";
    Response dryRun = post(body, "/drift/keep?dryRun=true", 200);
    assertThat(dryRun.<String>path("plan.text"))
        .contains(MEMORY + ": want 67108864, have 33554432")
        .doesNotContain(PIDS);

    post(body, "/drift/keep?wait=ready&plan=" + dryRun.path("plan.fingerprint"), 200);

    assertThat(container("keeper", "keeper").settings().resources().pids()).hasValue(9);
    assertThat(container("keeper", "keeper").settings().resources().memoryBytes())
        .hasValue(64 << 20);
  }

  @Test
  void whatCannotBeDeclaredIsNamedAndNothingIsKept() throws Exception {
    String network = docker("network", "create", "keeper-foreign");
    try {
      docker("network", "connect", network, before.id());
      eventually(() -> assertThat(drift()).contains("networks." + network));

      assertThat(post("", "/drift/keep", 422).<List<String>>path("violations.path"))
          .containsExactly("keeper.networks." + network);
      assertThat(request().get(APP).<Integer>path("metadata.generation")).isEqualTo(1);
    } finally {
      docker("network", "disconnect", network, before.id());
      docker("network", "rm", network);
    }
  }

  @Test
  void onlyWhoMayWriteTheAppMayDoEither() throws IOException {
    String viewer = token("{role: viewer}");
    for (String path : List.of("/repair", "/drift/keep")) {
      assertThat(request().auth().oauth2(viewer).post(APP + path).statusCode()).isEqualTo(403);
    }
    String other = token("{role: deployer, labelSelector: team=ops}");
    for (String path : List.of("/repair", "/drift/keep")) {
      assertThat(request().auth().oauth2(other).post(APP + path).statusCode()).isEqualTo(404);
    }
    request().delete("/v1/tokens/keeper");
    assertThat(drift()).hasSize(2);
  }

  private String token(String spec) throws IOException {
    return request().body(spec).put("/v1/tokens/keeper?renew=true").path("token");
  }
}
