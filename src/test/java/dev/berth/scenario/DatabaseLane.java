package dev.berth.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which database the scenarios run on: H2, or with {@code -Ddatabase.lane=postgresql} a database
 * for each home in one PostgreSQL that ends with the tests.
 */
final class DatabaseLane {
  private static final Map<Path, String> DATABASES = new HashMap<>();
  private static @Nullable PostgresCluster cluster;

  private DatabaseLane() {}

  static boolean isPostgres() {
    return System.getProperty("database.lane", "h2").equals("postgresql");
  }

  /** What a Berth with that home is told of its database; nothing for H2. */
  static synchronized Map<String, String> settings(Path home) {
    if (!isPostgres()) {
      return Map.of();
    }
    try {
      PostgresCluster running = running();
      String name = DATABASES.get(home.toAbsolutePath());
      if (name == null) {
        name = "lane" + DATABASES.size();
        running.create(name);
        DATABASES.put(home.toAbsolutePath(), name);
      }
      return Map.of(
          "berth.database.url",
          running.url(name),
          "berth.database.password-file",
          running.passwordFile().toString());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("a database for " + home, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a database for " + home, e);
    }
  }

  private static PostgresCluster running() throws IOException, InterruptedException, SQLException {
    PostgresCluster running = cluster;
    if (running == null) {
      running = new PostgresCluster();
      cluster = running;
    }
    return running;
  }
}
