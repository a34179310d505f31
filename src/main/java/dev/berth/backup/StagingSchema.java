package dev.berth.backup;

import dev.berth.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A schema beside the one in use, in a PostgreSQL. When all is in it, the two change names in one
 * transaction; the old one is kept.
 */
final class StagingSchema {
  private static final String DRAFT = "berth_restore_draft";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  private final DatabaseAddress address;

  StagingSchema(DatabaseAddress address) {
    this.address = address;
  }

  /**
   * Makes it, empty.
   *
   * @param force whether a state that is there may go
   */
  DatabaseAddress begin(boolean force) throws SQLException, BackupException {
    try (Connection database = address.connect();
        Statement statement = database.createStatement()) {
      if (!force && !DatabaseTables.isEmpty(database)) {
        throw new BackupException(
            address.place()
                + " holds the state of a Berth: --force replaces it, and keeps it beside as a"
                + " schema");
      }
      statement.execute("drop schema if exists " + DRAFT + " cascade");
      statement.execute("create schema " + DRAFT);
    }
    return address.withSchema(DRAFT);
  }

  /** Puts it in the place of the one in use. */
  void end() throws SQLException {
    try (Connection database = address.connect();
        Statement statement = database.createStatement()) {
      String name = schema(statement);
      String aside = "before_restore_" + STAMP.format(Instant.now());
      boolean isUsed = !DatabaseTables.names(database).isEmpty();
      database.setAutoCommit(false);
      statement.execute("alter schema \"" + name + "\" rename to " + aside);
      statement.execute("alter schema " + DRAFT + " rename to \"" + name + "\"");
      database.commit();
      if (!isUsed) {
        dropIfEmpty(database, aside);
      }
    }
  }

  private static String schema(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery("select current_schema()")) {
      answer.next();
      return String.valueOf(answer.getString(1)).replace("\"", "\"\"");
    }
  }

  /** Somebody else may have something in it. */
  private static void dropIfEmpty(Connection database, String schema) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("drop schema " + schema);
      database.commit();
    } catch (SQLException e) {
      database.rollback();
    }
  }
}
