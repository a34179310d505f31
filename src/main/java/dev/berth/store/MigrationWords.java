package dev.berth.store;

import dev.berth.database.Migrations;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Prepares the migrations of a start for the database of this start. */
@Singleton
final class MigrationWords implements FlywayConfigurationCustomizer {
  private final String url;

  MigrationWords(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    this.url = url;
  }

  @Override
  public void customize(FluentConfiguration flyway) {
    Migrations.prepare(flyway, url);
  }
}
