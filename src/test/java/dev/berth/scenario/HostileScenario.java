package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody gets past the walls, whatever is asked for and however it is spelt. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class HostileScenario extends Scenario {
  @Test
  void everyRowOfTheTableIsAnsweredAsWanted() throws Exception {
    List<HostileRow> rows = HostileTable.rows();
    URI server = URI.create("http://localhost:" + RestAssured.port);

    List<String> faults =
        new HostileTable(server, Files.readString(home.resolve("admin-token")).strip()).run(rows);

    assertThat(faults).isEmpty();
    assertThat(rows).hasSizeGreaterThan(200);
    assertThat(engine.containers(Map.of(Ownership.APP, "hostile-app"))).isEmpty();
    assertThat(engine.volumes(Map.of(Ownership.APP, "hostile-app"))).isEmpty();
  }
}
