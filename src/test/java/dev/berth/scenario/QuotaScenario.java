package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whichever way a write comes, all apps together stay within the quotas: five apps, eight replicas.
 */
@QuarkusTest
@TestProfile(Configured.class)
class QuotaScenario extends Scenario {
  @TempDir Path folder;

  @AfterEach
  void removeAll() throws Exception {
    request().delete("/v1/sources/quota?force=true");
    for (Object name : request().get("/v1/apps").jsonPath().getList("items.metadata.name")) {
      request().delete("/v1/apps/" + name + "?force=true&wait=ready&timeout=60s");
    }
  }

  private static String manifest(String name, int replicas) {
    return "{name: %s, image: 'alpine:3', command: [sleep, '100'], init: true, stop_grace_period: 0s, state: Stopped, replicas: %s}\n"
        .formatted(name, replicas);
  }

  private Response post(String manifest) throws IOException {
    return request().body(manifest).post("/v1/apps");
  }

  private static void denied(Response answer, String setting) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
    assertThat(answer.asString()).contains("PolicyDenied", setting);
  }

  private int replicas() throws IOException {
    List<Integer> all = request().get("/v1/apps").jsonPath().getList("items.spec.replicas");
    return all.stream().mapToInt(count -> count == null ? 1 : count).sum();
  }

  @Test
  void fiftyWritersAtOnceStayWithinThem() throws Exception {
    List<Integer> codes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String manifest = manifest("quota-" + i, 2);
        answers.add(threads.submit(() -> post(manifest).statusCode()));
      }
      for (Future<Integer> answer : answers) {
        codes.add(answer.get());
      }
    }

    assertThat(codes).containsOnly(201, 422);
    assertThat(codes.stream().filter(code -> code == 201)).hasSize(4);
    assertThat(replicas()).isEqualTo(8);
  }

  @Test
  void noDoorIsLeftOpen() throws Exception {
    assertThat(post(manifest("quota-a", 4)).statusCode()).isEqualTo(201);
    assertThat(request().body(manifest("quota-a", 1)).put("/v1/apps/quota-a").statusCode())
        .isEqualTo(200);
    assertThat(post(manifest("quota-b", 5)).statusCode()).isEqualTo(201);

    denied(
        request().body("{revision: 1}").post("/v1/apps/quota-a/rollback"), "berth.quota.replicas");
    denied(
        request()
            .contentType("application/merge-patch+json")
            .body("{\"replicas\": 4}")
            .patch("/v1/apps/quota-a"),
        "berth.quota.replicas");
    denied(request().body(manifest("quota-a", 4)).put("/v1/apps/quota-a?dryRun=true"), "quota");
    denied(
        request().body(manifest("quota-c", 1) + "---\n" + manifest("quota-d", 2)).post("/v1/apply"),
        "berth.quota.replicas");
    assertThat(request().get("/v1/apps/quota-c").statusCode()).isEqualTo(404);
    Response kube =
        request()
            .body(
                "{apiVersion: berth.dev/v1, kind: App, metadata: {name: quota-e}, spec: {image:"
                    + " 'alpine:3', state: Stopped, replicas: 3}}")
            .post("/apis/berth.dev/v1/apps");
    assertThat(kube.statusCode()).isIn(403, 422);
    assertThat(kube.asString()).contains("berth.quota.replicas");
    denied(
        post("{name: quota-l, image: 'alpine:3', state: Stopped, replicas: 2, links: [redis]}"),
        "those of links counted");
    assertThat(request().post("/v1/apps/quota-b/start").statusCode()).isEqualTo(200);
    assertThat(request().post("/v1/apps/quota-b/stop").statusCode()).isEqualTo(200);
    assertThat(replicas()).isEqualTo(6);
  }

  @Test
  void filesAreHeldToThemToo() throws Exception {
    for (int i = 0; i < 4; i++) {
      Files.writeString(folder.resolve("a" + i + ".yaml"), manifest("quota-f" + i, 3));
    }
    request().body("{folder: " + folder + ", interval: 1s}").put("/v1/sources/quota");

    eventually(() -> {
      String source = request().get("/v1/sources/quota").asString();
      assertThat(source).contains("berth.quota.replicas allows 8");
      assertThat(replicas()).isEqualTo(6);
    });
  }
}
