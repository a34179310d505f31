package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data in volumes without a name must outlive every container that had it: issue 16. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class UnnamedVolumesScenario extends Scenario {
  private static final String APP = "w1-nameless";
  private static final String OTHER = "w1-nameless-old";

  private static final String MANIFEST =
      """
      name: w1-nameless
      services:
        short: {image: "alpine:3", command: [sleep, "1000"], init: true, volumes: [/data], replicas: 2}
        long:
          image: "alpine:3"
          command: [sleep, "1000"]
          init: true
          volumes: [{type: volume, target: /data/}]
        ofimage:
          build: {files: {Dockerfile: "FROM alpine:3\\nENV A=1\\nVOLUME /data/"}}
          command: [sleep, "1000"]
          init: true
      """;

  @AfterEach
  void leaveNothing() throws Exception {
    delete(APP);
    delete(OTHER);
    new ProcessBuilder("docker", "rm", "-fv", OTHER).start().waitFor();
  }

  private void put(String manifest) throws IOException {
    Response answer = request().body(manifest).put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private List<ContainerView> all() {
    return engine.containers(Map.of(Ownership.APP, APP));
  }

  private static String slot(ContainerView container) {
    Ownership owner = container.owner().orElseThrow();
    return owner.service() + " " + owner.replica();
  }

  /** What is written where each has its volume. */
  private Map<String, String> data() throws Exception {
    Map<String, String> data = new TreeMap<>();
    for (ContainerView container : all()) {
      data.put(slot(container), docker("exec", container.id(), "cat", "/data/mine"));
    }
    return data;
  }

  private void write() throws Exception {
    for (ContainerView container : all()) {
      docker("exec", container.id(), "sh", "-c", "echo " + slot(container) + " > /data/mine");
    }
  }

  private static final Map<String, String> EVERYTHING =
      Map.of(
          "short 1", "short 1", "short 2", "short 2", "long 1", "long 1", "ofimage 1", "ofimage 1");

  @Test
  void whateverBecomesOfTheContainers() throws Exception {
    put(MANIFEST);
    write();
    List<String> ids = all().stream().map(ContainerView::id).toList();

    put(MANIFEST.replace("command: [sleep, \"1000\"]", "command: [sleep, \"1001\"]"));
    assertThat(data()).as("after an update").isEqualTo(EVERYTHING);
    assertThat(all()).extracting(ContainerView::id).doesNotContainAnyElementsOf(ids);

    put(MANIFEST.replace("A=1", "A=2") + "networks: {default: {internal: true}}\n");
    assertThat(data()).as("after another image and another network").isEqualTo(EVERYTHING);

    Response back =
        request()
            .contentType("application/json")
            .body("{\"revision\": 1}")
            .post("/v1/apps/" + APP + "/rollback?wait=ready&timeout=120s");
    assertThat(back.statusCode()).as(back.asString()).isEqualTo(200);
    assertThat(data()).as("after a rollback").isEqualTo(EVERYTHING);

    put(MANIFEST.replace("replicas: 2", "replicas: 1"));
    for (ContainerView container : all()) {
      docker("rm", "-fv", container.id());
    }
    put(MANIFEST);
    assertThat(data()).as("after docker rm -v, scaled down and up").isEqualTo(EVERYTHING);

    request().delete("/v1/apps/" + APP + "?wait=ready");
    put(MANIFEST);
    assertThat(data()).as("after a deletion").isEqualTo(EVERYTHING);
    request()
        .get("/v1/apps/" + APP)
        .then()
        .body(
            "status.services.long.containers[0].unnamedVolumes.'/data'",
            startsWith(APP + "_long-1_data-"));
    request()
        .get("/v1/system")
        .then()
        .body("volumes.findAll { it.app == '" + APP + "' }.target", hasSize(4));
  }

  /** What the engine has made bears no label there. */
  private List<String> volumes() throws IOException {
    return request().get("/v1/system").path("volumes.findAll { it.app == '" + OTHER + "' }.name");
  }

  @Test
  void ofAnAdoptedContainerAndRenewedOnesToo() throws Exception {
    docker("run", "-d", "--init", "--name", OTHER, "-v", "/data", "alpine:3", "sleep", "1000");
    docker("exec", OTHER, "sh", "-c", "echo old > /data/mine");
    Response answer = request().body("{container: " + OTHER + "}").post("/v1/adopt?wait=ready");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    answer.then().body("differences.repair", not(hasItem("recreate")));

    String manifest =
        "{name: %s, image: 'alpine:3', command: [sleep, '1000'], init: true, container_name: %s,"
            + " volumes: [/data], labels: {a: %s}%s}";
    String update = manifest.formatted(OTHER, OTHER, "b", "");
    answer = request().body(update).put("/v1/apps/" + OTHER + "?wait=ready");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    String carried = docker("exec", container(OTHER, OTHER).id(), "cat", "/data/mine");
    String renewing = manifest.formatted(OTHER, OTHER, "c", ", renew_anon_volumes: true");
    answer = request().body(renewing).put("/v1/apps/" + OTHER + "?wait=ready");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    String renewed = docker("exec", container(OTHER, OTHER).id(), "ls", "/data");

    assertThat(carried).isEqualTo("old");
    assertThat(renewed).isEmpty();
    eventually(() -> assertThat(volumes()).hasSize(2));
    List<String> volumes = volumes();
    delete(OTHER);
    assertThat(engine.volumes(Map.of())).extracting("name").doesNotContainAnyElementsOf(volumes);
  }
}
