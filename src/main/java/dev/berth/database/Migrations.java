package dev.berth.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What the migrations need so that the same files make the tables of either database. */
public final class Migrations {
  /** PostgreSQL keeps microseconds, which is enough, and would say so of each column. */
  private static final String QUIET = "set client_min_messages = error";

  private static final String NEWER = "*:future";

  private Migrations() {}

  /** For a database at that URL, which is not asked anything yet. */
  public static FluentConfiguration of(String url) {
    FluentConfiguration flyway =
        Flyway.configure(Migrations.class.getClassLoader()).locations("classpath:db/migration");
    boolean isPostgres = EitherDriver.isPostgres(url);
    // Names are in Java's order everywhere: whoever goes on after a name misses none.
    flyway.placeholders(Map.of("collation", isPostgres ? "collate \"C\"" : ""));
    if (isPostgres) {
      flyway
          .initSql(QUIET)
          .callbacks(new PostgresTypes())
          // Whoever is older than the tables follows one that is not, and never leads.
          .ignoreMigrationPatterns(NEWER);
    }
    return flyway;
  }

  /**
   * Made after the table of migrations, for Flyway wants an empty schema, and before all others.
   */
  private static final class PostgresTypes extends BaseCallback {
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
        throw new IllegalStateException("the database cannot be prepared for its tables", e);
      }
    }
  }
}
