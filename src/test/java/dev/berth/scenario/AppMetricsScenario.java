package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prometheus must be told of each app, and of none that is gone (issue 22). */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class AppMetricsScenario extends Scenario {
  private static final String APP = "num-metrics";
  private static final String MANIFEST =
      "{name: " + APP + ", image: 'alpine:3', command: [sleep, '1000'], stop_grace_period: 0s}";
  private static final String OF_APP = "{app=\"" + APP + "\",}";
  private static final String OF_REPLICA =
      "{app=\"" + APP + "\",service=\"" + APP + "\",replica=\"1\",}";

  @AfterEach
  void remove() throws Exception {
    delete(APP);
  }

  private List<String> lines() throws IOException {
    return request().get("/metrics").asString().lines().filter(l -> l.contains(APP)).toList();
  }

  @Test
  void tellsOfAnAppAndItsContainers() throws Exception {
    apply(MANIFEST);

    assertThat(lines())
        .contains(
            "berth_app_ready" + OF_APP + " 1.0",
            "berth_app_phase{app=\"" + APP + "\",phase=\"Running\",} 1.0",
            "berth_app_containers_wanted" + OF_APP + " 1.0",
            "berth_app_containers_ready" + OF_APP + " 1.0",
            "berth_app_generations_behind" + OF_APP + " 0.0",
            "berth_app_restarts_total" + OF_APP + " 0.0",
            "berth_app_drifted" + OF_APP + " 0.0",
            "berth_app_stalled" + OF_APP + " 0.0",
            "berth_container_running" + OF_REPLICA + " 1.0",
            "berth_container_restarts" + OF_REPLICA + " 0.0")
        .anyMatch(line -> line.startsWith("berth_app_rollout_seconds" + OF_APP))
        .anyMatch(line -> line.startsWith("berth_app_last_ready_timestamp_seconds" + OF_APP))
        .anyMatch(
            line -> line.startsWith("berth_container_started_timestamp_seconds" + OF_REPLICA));
  }

  @Test
  void countsARestart() throws Exception {
    apply(MANIFEST.replace("}", ", restart: always}"));
    String id = container(APP, APP).id();

    docker("exec", id, "kill", "-9", "1");
    docker("kill", "--signal", "KILL", id);

    eventually(() -> assertThat(lines()).contains("berth_app_restarts_total" + OF_APP + " 1.0"));
    awaitReady(APP);
  }

  @Test
  void forgetsAnAppThatIsGone() throws Exception {
    apply(MANIFEST);

    delete(APP);

    assertThat(lines().stream().filter(line -> line.startsWith("berth_"))).isEmpty();
  }
}
