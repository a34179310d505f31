package dev.berth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A start asks Flyway unless a database has had exactly what this Berth knows. */
class AppliedMigrationsTest {
  private static final String URL = "jdbc:h2:mem:applied";

  private final JdbcConnectionPool database = JdbcConnectionPool.create(URL, "berth", "berth");

  private Flyway flyway(String target) {
    return Migrations.of(URL).dataSource(database).target(target).load();
  }

  @BeforeEach
  void migrate() {
    flyway("latest").migrate();
  }

  @AfterEach
  void close() throws SQLException {
    execute("shutdown");
    database.dispose();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean areOurs() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return AppliedMigrations.areOurs(connection);
    }
  }

  private List<String> applied() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return AppliedMigrations.of(connection);
    }
  }

  /** After a new file of db/migration: its line belongs into db/known-migrations. */
  @Test
  void whatIsKnownIsWhatFlywayWritesDown() throws SQLException {
    assertThat(AppliedMigrations.known()).isEqualTo(applied());
    assertThat(areOurs()).isTrue();
  }

  @Test
  void anOlderDatabaseIsNot() throws SQLException {
    execute("drop all objects");
    flyway("19").migrate();
    assertThat(areOurs()).isFalse();
    flyway("latest").migrate();
    assertThat(areOurs()).isTrue();
  }

  @Test
  void aNewerOneIsNot() throws SQLException {
    execute(
        "insert into \"flyway_schema_history\" select 999, '99', \"description\", \"type\","
            + " \"script\", 1, \"installed_by\", \"installed_on\", 1, true from"
            + " \"flyway_schema_history\" where \"version\" = '1'");
    assertThat(areOurs()).isFalse();
  }

  @Test
  void oneMadeByOtherFilesIsNot() throws SQLException {
    execute("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '20'");
    assertThat(areOurs()).isFalse();
  }

  @Test
  void oneWhereSomethingHasFailedIsNot() throws SQLException {
    execute("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '20'");
    assertThat(areOurs()).isFalse();
  }

  @Test
  void aNewOneCannotBeAsked() throws SQLException {
    execute("drop all objects");
    assertThatThrownBy(this::areOurs).isInstanceOf(SQLException.class);
  }
}
