package dev.berth.store;

import dev.berth.database.AppliedMigrations;
import dev.berth.database.Migrations;
import io.agroal.api.AgroalDataSource;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to what this Berth knows. Flyway takes a tenth of a start to find that
 * nothing is to do, so it is asked only where what was done before is not exactly that.
 */
@ApplicationScoped
class SchemaStart {
  /** Before anybody asks the database. */
  private static final int FIRST = 0;

  private final AgroalDataSource database;
  private final String url;

  SchemaStart(
      AgroalDataSource database, @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    this.database = database;
    this.url = url;
  }

  @Produces
  @Singleton
  Flyway flyway() {
    return Migrations.of(url).dataSource(database).load();
  }

  /** With the first of Quarkus's events: who makes the doors asks the database already. */
  void start(@Observes @Priority(FIRST) Filters doors, Instance<Flyway> flyway) {
    if (!isKnown()) {
      flyway.get().migrate();
    }
  }

  /** A database that cannot be asked is new, or Flyway tells what ails it. */
  private boolean isKnown() {
    try (Connection connection = database.getConnection()) {
      return AppliedMigrations.areOurs(connection);
    } catch (SQLException e) {
      return false;
    }
  }
}
