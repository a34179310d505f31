package dev.berth.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The database file of a home that no server has open. */
final class Database {
  private static final String NAME = "berth";

  private Database() {}

  /** As the built-in settings have it. */
  private static String url(Path home) {
    return "jdbc:h2:file:"
        + home.toAbsolutePath().resolve(NAME)
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=1048576;LOB_TIMEOUT=1000";
  }

  static Connection connect(Path home) throws SQLException {
    return DriverManager.getConnection(url(home), NAME, NAME);
  }

  private static FluentConfiguration flyway(Path home) {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(url(home), NAME, NAME)
        .locations("classpath:db/migration");
  }

  /** Up to what this Berth knows. */
  static void migrate(Path home) {
    flyway(home).load().migrate();
  }

  /** Up to one migration, and no further. */
  static void migrate(Path home, String version) throws BackupException {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    boolean known =
        Stream.of(flyway(home).load().info().all())
            .anyMatch(one -> wanted.equals(one.getVersion()));
    if (!known) {
      throw new BackupException(
          "the backup was made by a newer Berth: its database has version "
              + version
              + ", which this one does not know");
    }
    flyway(home).target(wanted).load().migrate();
  }
}
