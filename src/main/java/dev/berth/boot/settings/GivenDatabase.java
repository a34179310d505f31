package dev.berth.boot.settings;

import dev.berth.database.DatabaseAddress;
import dev.berth.fault.Misconfigured;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The PostgreSQL that the settings of this process name, read before a server begins. */
public final class GivenDatabase {
  private GivenDatabase() {}

  /**
   * Empty where the database is a file in BERTH_HOME.
   *
   * @throws Misconfigured if what is set cannot be
   */
  public static Optional<DatabaseAddress> ofProcess() {
    Config config = ConfigProvider.getConfig();
    return DatabaseAddress.of(
        name -> config.getOptionalValue(name, String.class).filter(text -> !text.isBlank()));
  }
}
