package dev.berth.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Berths over a PostgreSQL server of their own, which ends with the class. */
abstract class OverPostgres {
  static PostgresCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void aDatabaseServer() throws Exception {
    assumeTrue(PostgresCluster.binaries().isPresent(), "no PostgreSQL on this machine");
    cluster = new PostgresCluster();
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** One of each test's own. */
  static String name(String front, TestInfo test) {
    return front + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
  }

  /** Of a Berth over a database. */
  static String[] settings(String database, String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("berth.database.url=" + cluster.url(database));
    settings.add("berth.database.password-file=" + cluster.passwordFile());
    return settings.toArray(String[]::new);
  }

  /** One that others can be handed on to; not started. */
  OwnServer berth(String home, String database) throws IOException {
    return new OwnServer(
        folder.resolve(home),
        settings(database, "berth.ha.advertise=http://127.0.0.1:${berth.port}"));
  }

  /** Who shares a database shares the key of what is sealed in it. */
  static void shareKey(Path from, Path home) throws IOException {
    Files.createDirectories(home);
    Files.copy(from.resolve("encryption.key"), home.resolve("encryption.key"));
  }
}
