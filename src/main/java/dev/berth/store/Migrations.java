package dev.berth.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What the migrations need so that the same files make the tables of either database. */
@Singleton
public final class Migrations implements FlywayConfigurationCustomizer {
  private final String url;

  Migrations(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    this.url = url;
  }

  @Override
  public void customize(FluentConfiguration flyway) {
    prepare(flyway, url);
  }

  /** For a database at that URL. */
  public static void prepare(FluentConfiguration flyway, String url) {
    boolean isPostgres = EitherDriver.isPostgres(url);
    // Names are in Java's order everywhere: whoever goes on after a name misses none.
    flyway.placeholders(Map.of("collation", isPostgres ? "collate \"C\"" : ""));
    if (isPostgres) {
      flyway.callbacks(new TypesOfPostgres());
    }
  }

  /**
   * Made before the first table, and after the table of migrations: Flyway wants an empty schema.
   */
  private static final class TypesOfPostgres extends BaseCallback {
    private static final String MAKE =
        """
        do $$ begin
          create domain clob as text;
        exception when duplicate_object then null;
        end $$
        """;

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute(MAKE);
      } catch (SQLException e) {
        throw new IllegalStateException("a type cannot be made in the database", e);
      }
    }
  }
}
