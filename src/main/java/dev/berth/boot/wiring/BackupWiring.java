package dev.berth.boot.wiring;

import dev.berth.backup.Backup;
import dev.berth.boot.settings.Settings;
import dev.berth.port.BackupExport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Makes what writes backups while Berth runs. */
@ApplicationScoped
class BackupWiring {
  private final Settings settings;

  BackupWiring(Settings settings) {
    this.settings = settings;
  }

  /** Keys that were given by a setting are part of it: without them nothing sealed can be read. */
  @Produces
  @Singleton
  BackupExport export(DataSource database) {
    String keys = String.join("\n", settings.encryption().key().orElse(List.of()));
    return (out, passphrase) -> {
      try (Connection connection = database.getConnection()) {
        return new Backup(settings.home(), keys).write(connection, passphrase, out);
      } catch (SQLException e) {
        throw new IllegalStateException("read the database for a backup", e);
      }
    };
  }
}
