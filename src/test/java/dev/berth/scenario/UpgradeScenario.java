package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new Berth over the database and the containers of the first one must restart nothing. */
@QuarkusTest
@TestProfile(UpgradeScenario.OldHome.class)
class UpgradeScenario extends Scenario {
  private static final String APP = "loop-upgrade";
  private static final String CONTAINER = APP + "-" + APP + "-1-aaaaa";
  private static final String INSTANCE = "loopold1";
  private static final String DOCUMENT =
      "{\"apiVersion\":\"berth.dev/v1\",\"kind\":\"App\",\"metadata\":{\"name\":\""
          + APP
          + "\"},\"spec\":{\"image\":\"alpine:3\",\"command\":[\"sleep\",\"1000\"],"
          + "\"stop_grace_period\":\"0s\",\"replicas\":1}}";

  /** A home as the version with the first two migrations left it, and what it had made. */
  public static class OldHome extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
      Path home = Path.of(overrides.getOrDefault("berth.home", ""));
      try {
        Files.createDirectories(home);
        database("jdbc:h2:file:" + home.resolve("berth"));
        containers();
      } catch (Exception e) {
        throw new IllegalStateException("an old home", e);
      }
      return overrides;
    }

    private static void database(String url) throws SQLException {
      Flyway.configure()
          .dataSource(url, "berth", "berth")
          .locations("classpath:db/migration")
          .target("2")
          .load()
          .migrate();
      try (Connection connection = DriverManager.getConnection(url, "berth", "berth")) {
        insert(connection, "insert into setting values ('instance', ?)", INSTANCE);
        insert(
            connection,
            "insert into app (name, uid, generation, revision, resource_version, declared,"
                + " resolved, created_at, deletion_volumes) values (?, 'u', 1, 1, 1, ?, ?,"
                + " current_timestamp, false)",
            APP,
            DOCUMENT,
            DOCUMENT);
        insert(
            connection,
            "insert into revision (app, number, declared, resolved, author, applied_at)"
                + " values (?, 1, ?, ?, 'admin', current_timestamp)",
            APP,
            DOCUMENT,
            DOCUMENT);
      }
    }

    private static void insert(Connection connection, String sql, String... values)
        throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setString(i + 1, values[i]);
        }
        statement.executeUpdate();
      }
    }

    /** Quarkus asks for a profile more than once: the last home is the one that counts. */
    private static void containers() throws IOException, InterruptedException {
      String old = "docker rm -f " + CONTAINER + "; docker network rm " + APP + "_default";
      new ProcessBuilder("sh", "-c", old).redirectErrorStream(true).start().waitFor();
      docker(
          "network",
          "create",
          "--label",
          Ownership.INSTANCE + "=" + INSTANCE,
          "--label",
          Ownership.APP + "=" + APP,
          APP + "_default");
      docker(
          "run",
          "-d",
          "--name",
          CONTAINER,
          "--network",
          APP + "_default",
          "--network-alias",
          APP,
          "--restart",
          "unless-stopped",
          "--stop-timeout",
          "0",
          "-l",
          Ownership.INSTANCE + "=" + INSTANCE,
          "-l",
          Ownership.APP + "=" + APP,
          "-l",
          Ownership.SERVICE + "=" + APP,
          "-l",
          Ownership.REPLICA + "=1",
          "-l",
          Ownership.REVISION + "=1",
          "-l",
          Ownership.FINGERPRINT + "=v1:of-an-older-version",
          "alpine:3",
          "sleep",
          "1000");
    }
  }

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
  }

  @Test
  void nothingIsRestarted() throws Exception {
    ContainerView before = container(APP, APP);
    awaitReady(APP);

    request()
        .get("/v1/apps/" + APP)
        .then()
        .body("spec.image", equalTo("alpine:3"))
        .body("status.conditions[0].reason", equalTo("AllReady"));
    request().get("/v1/apps/" + APP + "/plan").then().body("actions.size()", equalTo(0));
    ContainerView after = container(APP, APP);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.life().startedAt()).isEqualTo(before.life().startedAt());
    assertThat(after.name()).isEqualTo(CONTAINER);
  }
}
