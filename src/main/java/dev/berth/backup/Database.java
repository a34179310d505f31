package dev.berth.backup;

import dev.berth.database.DatabaseAddress;
import dev.berth.database.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A database that no server is on: the file of a home, or a PostgreSQL. */
record Database(DatabaseAddress address) {

  static Database in(Path home) {
    return new Database(DatabaseAddress.inHome(home));
  }

  /** Of a home whose Berth has its database elsewhere, or not. */
  static Database of(Path home, Optional<DatabaseAddress> elsewhere) {
    return elsewhere.map(Database::new).orElseGet(() -> in(home));
  }

  Connection connect() throws SQLException {
    return address.connect();
  }

  private FluentConfiguration flyway() {
    return Migrations.of(address.url())
        .dataSource(address.url(), address.username(), address.password());
  }

  /** Up to what this Berth knows. */
  void migrate() {
    flyway().load().migrate();
  }

  /** Up to one migration, and no further. */
  void migrate(String version) throws BackupException {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    boolean known =
        Stream.of(flyway().load().info().all()).anyMatch(one -> wanted.equals(one.getVersion()));
    if (!known) {
      throw new BackupException(
          "the backup was made by a newer Berth: its database has version "
              + version
              + ", which this one does not know");
    }
    flyway().target(wanted).load().migrate();
  }
}
