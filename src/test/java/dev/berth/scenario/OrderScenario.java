package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who comes after another comes after it each time, and who takes over waits for the old holder.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class OrderScenario extends Scenario {
  private static final String APP = "in-order";

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
  }

  private static String oneShot(String migration) {
    return """
    name: %s
    services:
      db: {image: alpine:3, command: [sleep, "1000"], init: true, stop_grace_period: 1s}
      mig:
        image: alpine:3
        command: [sh, -c, "%s"]
        restart: "no"
        depends_on: {db: {condition: service_ready}}
      app:
        image: alpine:3
        command: [sleep, "1000"]
        init: true
        stop_grace_period: 1s
        depends_on: {mig: {condition: service_completed_successfully}}
    """
        .formatted(APP, migration);
  }

  private Instant started(String service) {
    return container(APP, service).life().startedAt().orElseThrow();
  }

  private void assertInOrder() {
    ContainerView.Life migration = container(APP, "mig").life();
    assertThat(migration.state()).isEqualTo(ContainerView.State.EXITED);
    assertThat(migration.startedAt().orElseThrow()).isAfter(started("db"));
    assertThat(started("app")).isAfter(migration.finishedAt().orElseThrow());
  }

  private void say(String verb) throws IOException {
    Response answer =
        switch (verb) {
          case "Stopped", "Running" ->
              request()
                  .contentType("application/merge-patch+json")
                  .body("{\"spec\": {\"state\": \"" + verb + "\"}}")
                  .patch("/v1/apps/" + APP + "?wait=ready&timeout=30s");
          default -> request().post("/v1/apps/" + APP + "/" + verb + "?wait=ready&timeout=30s");
        };
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart", "stop start", "kill start", "Stopped Running"})
  void aMigrationRunsBeforeItsAppEachTime(String verbs) throws Exception {
    apply(oneShot("sleep 0.5"));
    Instant before = started("mig");
    for (String verb : verbs.split(" ", -1)) {
      say(verb);
    }

    assertThat(started("mig")).isAfter(before);
    assertInOrder();
  }

  /** Waits answer 201, so nothing was told as failed on the way; and no start was refused. */
  @Test
  void aPortAnAddressAndANameGoFromOneServiceToAnother() throws Exception {
    String held =
        "image: 'alpine:3', command: [sleep, '1000'], stop_grace_period: 1s, container_name:"
            + " in-order-holder, ports: ['127.0.0.1:21874:80'], networks: {n: {ipv4_address:"
            + " 10.211.7.9}}, healthcheck: {test: 'true', interval: 1s}";
    String app =
        "{name: %s, services: {%s}, networks: {n: {ipam: {config: [{subnet: 10.211.7.0/24}]}}}}";
    apply(app.formatted(APP, "web: {" + held + "}"));
    replace(app.formatted(APP, "site: {" + held + "}"));
    String freed = held.replace("21874", "21875").replace("7.9", "7.10").replace("holder", "kept");
    replace(app.formatted(APP, "site: {" + freed + "}, web: {" + held + "}"));

    List<String> reasons =
        request().get("/v1/apps/" + APP + "/events").jsonPath().getList("items.reason");
    assertThat(reasons).isNotEmpty().noneMatch(reason -> reason.endsWith("Failed"));
    assertThat(container(APP, "web").name()).isEqualTo("in-order-holder");
    assertThat(container(APP, "site").name()).isEqualTo("in-order-kept");
  }

  private void replace(String manifest) throws IOException {
    Response answer = request().body(manifest).put("/v1/apps/" + APP + "?wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  @Test
  void aMigrationThatFailsKeepsTheAppDownAndIsTold() throws Exception {
    Response failed = request().body(oneShot("exit 3")).post("/v1/apps?wait=ready&timeout=30s");

    assertThat(failed.statusCode()).isEqualTo(504);
    assertThat(failed.<String>path("reason")).isEqualTo("ContainerFailed");
    assertThat(failed.<List<?>>path("app.status.services.app.containers"))
        .allSatisfy(c -> assertThat(c.toString()).contains("state=created"));
  }
}
