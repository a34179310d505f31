package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody's hands on a running app, and what Berth makes of it. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class DriftScenario extends Scenario {
  private static final String APP = "drifter";

  /** A name of its own: one of them is moved, and others on this engine follow theirs. */
  private static final String IMAGE = "drifter-image:1";

  private static String manifest(String policy) {
    return """
    name: %s
    image: %s
    command: [sleep, "1000"]
    init: true
    stop_grace_period: 1s
    environment: {NAME: World}
    deploy: {resources: {limits: {memory: 64m, pids: 50}}}
    drift: {policy: %s}
    """
        .formatted(APP, IMAGE, policy);
  }

  @BeforeEach
  void applyTheApp() throws Exception {
    docker("tag", "alpine:3", IMAGE);
    apply(manifest("repair"));
  }

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
    docker("image", "rm", IMAGE);
  }

  private ContainerView container() {
    return container(APP, APP);
  }

  private List<String> reasons() throws IOException {
    return request().get("/v1/apps/" + APP + "/events").jsonPath().getList("items.reason");
  }

  @Test
  void aLimitIsSetBackInPlace() throws Exception {
    ContainerView before = container();
    docker("update", "--memory=32m", "--memory-swap=64m", "--restart=no", before.id());
    docker("update", "--pids-limit=9", before.id());

    eventually(() -> {
      assertThat(container().settings().resources()).isEqualTo(before.settings().resources());
      assertThat(reasons()).contains("DriftFound");
    });
    assertThat(container().id()).isEqualTo(before.id());
  }

  @Test
  void aNameIsGivenBack() throws Exception {
    ContainerView before = container();
    docker("rename", before.id(), "somebody-" + APP);

    eventually(() -> assertThat(container().name()).startsWith(APP + "-"));
    assertThat(container().id()).isEqualTo(before.id());
  }

  @Test
  void aForeignNetworkIsLeft() throws Exception {
    ContainerView before = container();
    String network = docker("network", "create", APP + "-foreign");
    try {
      docker("network", "connect", network, before.id());

      eventually(() -> assertThat(container().networks()).doesNotContainKey(network));
      assertThat(container().id()).isEqualTo(before.id());
    } finally {
      docker("network", "rm", network);
    }
  }

  /** As a backup tool or a careless hand makes one: all labels, and one thing otherwise. */
  @Test
  void anImpostorIsReplaced() throws Exception {
    ContainerView real = container();
    request().post("/v1/apps/" + APP + "/stop?wait=ready");
    docker("rm", real.id());
    List<String> command = new ArrayList<>(List.of("create", "--name", APP + "-impostor"));
    real.labels().forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
    command.addAll(List.of("--env", "NAME=Impostor", "--init", IMAGE, "sleep", "1000"));
    String impostor = docker(command.toArray(String[]::new));
    Response started = request().post("/v1/apps/" + APP + "/start?wait=ready");

    assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
    eventually(() -> assertThat(container().id()).isNotEqualTo(impostor));
    assertThat(container().settings().environment()).containsEntry("NAME", "World");
  }

  @Test
  void aMovedTagIsFollowed() throws Exception {
    ContainerView before = container();
    String other = docker("commit", "--change", "LABEL other=1", before.id(), IMAGE);

    eventually(() -> assertThat(container().image()).isEqualTo(other));
    awaitReady(APP);
    docker("tag", "alpine:3", IMAGE);
    eventually(() -> assertThat(container().image()).isEqualTo(before.image()));
    awaitReady(APP);
    docker("image", "rm", other);
  }

  @Test
  void whatIsOnlyReportedIsShownAndStays() throws Exception {
    request().body(manifest("report")).put("/v1/apps/" + APP + "?wait=ready");
    ContainerView before = container();
    docker("update", "--memory=32m", "--memory-swap=64m", before.id());

    eventually(() -> {
      Response drift = request().get("/v1/apps/" + APP + "/drift");
      assertThat(drift.jsonPath().getList("path"))
          .containsExactly("deploy.resources.limits.memory");
      assertThat(drift.jsonPath().getString("[0].want")).isEqualTo("67108864");
      assertThat(drift.jsonPath().getString("[0].have")).isEqualTo("33554432");
      assertThat(drift.jsonPath().getString("[0].repair")).isEqualTo("update");
      assertThat(drift.jsonPath().getString("[0].by")).contains("update");
    });
    Response app = request().get("/v1/apps/" + APP);
    assertThat(app.jsonPath().getString("status.conditions.find { it.type == 'Drifted' }.status"))
        .isEqualTo("True");
    assertThat(request().get("/v1/apps/" + APP + "/plan").jsonPath().getList("actions")).isEmpty();
    assertThat(container().id()).isEqualTo(before.id());

    request().body(manifest("repair")).put("/v1/apps/" + APP + "?wait=ready");
    eventually(() ->
        assertThat(container().settings().resources()).isEqualTo(before.settings().resources()));
  }

  @Test
  void aDryRunTellsAndDoesNothing() throws Exception {
    String changed = manifest("repair").replace("World", "Moon");
    Map<String, String> ours =
        Map.of(Ownership.INSTANCE, request().get("/v1/system").path("instance"));
    List<ContainerView> before = engine.containers(ours);
    Response dryRun = request().body(changed).put("/v1/apps/" + APP + "?dryRun=true");
    Response unknown =
        request().body(changed.replace(APP, APP + "-2")).post("/v1/apps?dryRun=true");
    Response stopped = request().post("/v1/apps/" + APP + "/stop?dryRun=true");
    Response deleted = request().delete("/v1/apps/" + APP + "?dryRun=true");
    Response now = request().get("/v1/apps/" + APP);

    assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
    assertThat(dryRun.jsonPath().getString("plan.text"))
        .contains("environment.NAME: want Moon, have World");
    assertThat(dryRun.jsonPath().getInt("metadata.generation"))
        .isEqualTo(now.jsonPath().getInt("metadata.generation") + 1);
    assertThat(unknown.jsonPath().getString("plan.text")).startsWith("create network drifter-2_");
    assertThat(stopped.jsonPath().getString("plan.text")).startsWith("stop drifter-");
    assertThat(deleted.jsonPath().getString("plan.text")).startsWith("stop drifter-");
    assertThat(engine.containers(ours))
        .extracting(ContainerView::id, ContainerView::isRunning)
        .containsExactlyElementsOf(
            before.stream()
                .map(c -> org.assertj.core.api.Assertions.tuple(c.id(), c.isRunning()))
                .toList());
    assertThat(request().get("/v1/apps/" + APP + "-2").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyThePlanThatWasSeenIsApplied() throws Exception {
    String changed = manifest("repair").replace("World", "Moon");
    String path = "/v1/apps/" + APP;
    String seen =
        request().body(changed).put(path + "?dryRun=true").jsonPath().getString("plan.fingerprint");
    String id = container().id();
    docker("rm", "-f", id);
    eventually(() -> assertThat(container().isRunning() && !container().id().equals(id)).isTrue());
    awaitReady(APP);
    Response stale = request().body(changed).put(path + "?plan=" + seen);
    String fresh =
        request().body(changed).put(path + "?dryRun=true").jsonPath().getString("plan.fingerprint");
    Response applied = request().body(changed).put(path + "?wait=ready&plan=" + fresh);

    assertThat(stale.statusCode()).as(stale.asString()).isEqualTo(409);
    assertThat(stale.jsonPath().getString("reason")).isEqualTo("PlanChanged");
    assertThat(applied.statusCode()).as(applied.asString()).isEqualTo(200);
    assertThat(container().settings().environment()).containsEntry("NAME", "Moon");
    for (String verb : List.of("stop", "start")) {
      String told =
          request()
              .post(path + "/" + verb + "?dryRun=true")
              .jsonPath()
              .getString("plan.fingerprint");
      Response other = request().post(path + "/" + verb + "?plan=0000");
      Response same = request().post(path + "/" + verb + "?wait=ready&plan=" + told);

      assertThat(other.statusCode()).as(other.asString()).isEqualTo(409);
      assertThat(same.statusCode()).as(same.asString()).isEqualTo(200);
    }
  }

  @Test
  void anOlderRevisionComesBackAsANewOne() throws Exception {
    request().body(manifest("repair").replace("World", "Moon")).put("/v1/apps/" + APP);
    Response rolled =
        request().body("{revision: 1}").post("/v1/apps/" + APP + "/rollback?wait=ready");
    Response revisions = request().get("/v1/apps/" + APP + "/revisions");
    Response none = request().body("{revision: 9}").post("/v1/apps/" + APP + "/rollback");

    assertThat(rolled.statusCode()).as(rolled.asString()).isEqualTo(200);
    assertThat(container().settings().environment()).containsEntry("NAME", "World");
    assertThat(revisions.jsonPath().getList("items.revision")).containsExactly(3, 2, 1);
    assertThat(revisions.jsonPath().getList("items.current")).containsExactly(true, false, false);
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(none.jsonPath().getString("violations[0].path")).isEqualTo("revision");
  }
}
