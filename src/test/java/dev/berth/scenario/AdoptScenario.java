package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs already must come into Berth's hands without a restart, and what nobody knows too. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class AdoptScenario extends Scenario {
  private static final String PLAIN = "loop-adopt-plain";
  private static final String PROJECT = "loop-adopt";

  @AfterEach
  void leaveNothing() throws Exception {
    request().delete("/v1/apps/" + PLAIN + "?volumes=delete&wait=ready");
    request().delete("/v1/apps/" + PROJECT + "?volumes=delete&wait=ready");
    request().body("{}").post("/v1/system/orphans/remove?volumes=delete");
    new Project(PROJECT).remove();
    Process rest =
        new ProcessBuilder(
                "sh",
                "-c",
                "docker rm -fv "
                    + PLAIN
                    + " loop-adopt-db-1 loop-adopt-ghost; docker network rm"
                    + " loop-adopt_default; docker volume rm loop-adopt_data")
            .start();
    rest.waitFor();
  }

  private Response adopt(String query, String body) throws IOException {
    return request().body(body).post("/v1/adopt" + query);
  }

  private ContainerView seen(String name) {
    return engine.container(name).orElseThrow();
  }

  @Test
  void aPlainContainerGoesOnRunning() throws Exception {
    docker(
        "run",
        "-d",
        "--init",
        "--name",
        PLAIN,
        "--restart",
        "unless-stopped",
        "-e",
        "NAME=World",
        "alpine:3",
        "sleep",
        "1000");
    ContainerView before = seen(PLAIN);
    Response dryRun = adopt("?dryRun=true", "{container: " + PLAIN + "}");
    assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
    assertThat(request().get("/v1/apps/" + PLAIN).statusCode()).isEqualTo(404);
    assertThat(dryRun.jsonPath().getList("plan.actions.disrupts")).isSubsetOf("none");
    Response other = adopt("?plan=0123456789ab", "{container: " + PLAIN + "}");
    assertThat(other.statusCode()).as(other.asString()).isEqualTo(409);
    assertThat(other.jsonPath().getString("reason")).isEqualTo("PlanChanged");

    String plan = dryRun.jsonPath().getString("plan.fingerprint");
    Response answer = adopt("?wait=ready&plan=" + plan, "{container: " + PLAIN + "}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    answer.then().body("differences.repair", not(hasItem("recreate")));
    eventually(
        () -> assertThat(seen(PLAIN).life().startedAt()).isEqualTo(before.life().startedAt()));
    awaitReady(PLAIN);
    docker("kill", PLAIN);
    eventually(() -> assertThat(seen(PLAIN).isRunning()).isTrue());
    assertThat(seen(PLAIN).id()).isEqualTo(before.id());
    request().delete("/v1/apps/" + PLAIN + "?wait=ready");
    assertThat(engine.container(PLAIN)).isEmpty();
  }

  @Test
  void aComposeProjectBecomesAnAppWithItsVolume() throws Exception {
    docker("network", "create", "loop-adopt_default");
    docker(
        "run",
        "-d",
        "--init",
        "--name",
        "loop-adopt-db-1",
        "--network",
        "loop-adopt_default",
        "--network-alias",
        "db",
        "-v",
        "loop-adopt_data:/data",
        "-l",
        "com.docker.compose.project=" + PROJECT,
        "-l",
        "com.docker.compose.service=db",
        "--restart",
        "unless-stopped",
        "alpine:3",
        "sleep",
        "1000");
    ContainerView before = seen("loop-adopt-db-1");

    Response answer = adopt("?wait=ready", "{project: " + PROJECT + "}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    answer
        .then()
        .body("adopted", hasSize(1))
        .body("differences", empty())
        .body("spec.services.db.volumes[0].source", equalTo("data"));
    awaitReady(PROJECT);
    assertThat(seen("loop-adopt-db-1").life().startedAt()).isEqualTo(before.life().startedAt());
    assertThat(adopt("", "{project: " + PROJECT + "}").statusCode()).isEqualTo(404);
  }

  @Test
  void whatBearsTheLabelAndIsUnknownIsShownAndRemoved() throws Exception {
    String instance = request().get("/v1/system").path("instance");
    docker(
        "run",
        "-d",
        "--init",
        "--name",
        "loop-adopt-ghost",
        "-l",
        Ownership.INSTANCE + "=" + instance,
        "-l",
        Ownership.APP + "=loop-ghost",
        "alpine:3",
        "sleep",
        "1000");
    request().get("/v1/system").then().body("orphans.name", hasItem("loop-adopt-ghost"));

    request().body("{app: loop-ghost}").post("/v1/system/orphans/remove").then().statusCode(200);

    assertThat(engine.container("loop-adopt-ghost")).isEmpty();
  }

  @Test
  void badWishesAreRefused() throws Exception {
    assertThat(adopt("", "{project: loop-none}").statusCode()).isEqualTo(404);
    assertThat(adopt("", "{}").statusCode()).isEqualTo(422);
    assertThat(adopt("", "{projekt: x}").statusCode()).isEqualTo(422);
    assertThat(adopt("", "[1]").statusCode()).isEqualTo(422);
  }

  /** Networks of its own, names and addresses there, and volumes of every kind stay as they are. */
  @Test
  void aProjectKeepsItsNetworksNamesAndConnections() throws Exception {
    Project project = new Project(PROJECT);
    project.create();
    ContainerView db = seen(PROJECT + "-db-1");
    ContainerView web = seen("loop-adopt-door");
    List<String> networks = project.networks();
    try (Socket line = new Socket(InetAddress.getLoopbackAddress(), Project.PORT)) {
      assertThat(Project.echo(line, "before")).isEqualTo("before");
      Response dryRun = adopt("?dryRun=true", "{project: " + PROJECT + "}");
      Response answer = adopt("?wait=ready", "{project: " + PROJECT + "}");

      assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
      answer.then().body("differences", empty());
      awaitReady(PROJECT);
      assertThat(request().get("/v1/apps/" + PROJECT + "/plan").jsonPath().getList("actions"))
          .isEmpty();
      assertThat(Project.echo(line, "after")).isEqualTo("after");
    }
    assertThat(project.networks()).isEqualTo(networks);
    assertThat(seen(db.name())).isEqualTo(db);
    assertThat(seen(web.name())).isEqualTo(web);
    request()
        .get("/v1/apps/" + PROJECT)
        .then()
        .body("spec.services.db.networks.back.aliases", hasItem("store"))
        .body("spec.services.db.networks.back.ipv4_address", equalTo("10.77.6.9"))
        .body("spec.services.web.container_name", equalTo("loop-adopt-door"))
        .body("spec.networks.back.ipam.config[0].subnet", equalTo("10.77.6.0/24"))
        .body("spec.networks.back.internal", equalTo(true))
        .body("spec.networks.loop-adopt-shared.external", equalTo(true))
        .body("spec.volumes.loop-adopt-shared.external", equalTo(true))
        .body("spec.volumes.pages.name", equalTo("loop-adopt-pages"));

    docker("rm", "-f", db.id());
    awaitNew(db);
    assertThat(docker("exec", web.id(), "ping", "-c", "1", "-W", "5", "store"))
        .contains("10.77.6.9");
  }

  private void awaitNew(ContainerView old) throws IOException {
    eventually(() -> assertThat(container(PROJECT, "db").id()).isNotEqualTo(old.id()));
    awaitReady(PROJECT);
  }
}
