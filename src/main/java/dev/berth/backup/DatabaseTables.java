package dev.berth.backup;

import dev.berth.database.EitherDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Berth's tables, found by asking the database: a new one is part of the next backup. */
final class DatabaseTables {
  /** Of the migrations, which make it anew. */
  private static final String HISTORY = "flyway_schema_history";

  /** Writes of late, after which whoever watches goes on: not over a restore. */
  private static final String FEED = "feed_change";

  /**
   * Takes a block of numbers, which costs nothing: see store.ResourceVersions; both databases know
   * it so.
   */
  private static final String NEXT_VERSION = "select nextval('resource_version')";

  private DatabaseTables() {}

  static SortedSet<String> names(Connection database) throws SQLException {
    SortedSet<String> names = new TreeSet<>();
    try (ResultSet tables =
        database
            .getMetaData()
            .getTables(
                database.getCatalog(),
                database.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    names.remove(HISTORY);
    return names;
  }

  /** JDBC types by column. */
  static Map<String, Integer> columns(Connection database, String table) throws SQLException {
    Map<String, Integer> columns = new LinkedHashMap<>();
    try (Statement statement = database.createStatement();
        ResultSet none = statement.executeQuery("select * from " + table + " where 1 = 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        columns.put(
            none.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT),
            type(none.getMetaData(), i));
      }
    }
    return columns;
  }

  /**
   * As H2 names them: PostgreSQL's driver calls a time with a zone a plain one, a domain distinct.
   */
  static int type(ResultSetMetaData columns, int i) throws SQLException {
    return switch (columns.getColumnType(i)) {
      case Types.TIMESTAMP ->
          columns.getColumnTypeName(i).equals("timestamptz")
              ? Types.TIMESTAMP_WITH_TIMEZONE
              : Types.TIMESTAMP;
      case Types.DISTINCT -> Types.VARCHAR;
      default -> columns.getColumnType(i);
    };
  }

  /**
   * In this transaction: whoever is at the other end may be slow, and PostgreSQL's limits are
   * short.
   */
  static void bePatient(Connection database) throws SQLException {
    if (EitherDriver.isPostgres(database.getMetaData().getURL())) {
      try (Statement statement = database.createStatement()) {
        statement.execute("set local statement_timeout = 0");
        statement.execute("set local idle_in_transaction_session_timeout = 0");
      }
    }
  }

  /** Whether nobody has kept anything in it. */
  static boolean isEmpty(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String table : names(database)) {
        try (ResultSet any = statement.executeQuery("select 1 from " + table + " limit 1")) {
          if (any.next()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** The last migration, such as 7.1; empty before the first one. */
  static String schema(Connection database) throws SQLException {
    String last = "";
    try (Statement statement = database.createStatement();
        ResultSet all =
            statement.executeQuery(
                "select \"version\" from \""
                    + HISTORY
                    + "\" where \"success\" and \"version\" is not null order by"
                    + " \"installed_rank\"")) {
      while (all.next()) {
        last = all.getString(1);
      }
    }
    return last;
  }

  static long nextVersion(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet one = statement.executeQuery(NEXT_VERSION)) {
      one.next();
      return one.getLong(1);
    }
  }

  /** Lets numbers go on after those that were restored; what went on before is another story. */
  static void goOn(Connection database, long version) throws SQLException {
    SortedSet<String> tables = names(database);
    try (Statement statement = database.createStatement()) {
      if (tables.contains(FEED)) {
        statement.execute("delete from " + FEED);
      }
      statement.execute("alter sequence resource_version restart with " + version);
      for (String table : tables) {
        if (isNumbered(database, table)) {
          try (ResultSet last =
              statement.executeQuery("select coalesce(max(id), 0) from " + table)) {
            last.next();
            long next = last.getLong(1) + 1;
            statement.execute("alter table " + table + " alter column id restart with " + next);
          }
        }
      }
    }
  }

  private static boolean isNumbered(Connection database, String table) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet none = statement.executeQuery("select * from " + table + " where 1 = 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        if (none.getMetaData().isAutoIncrement(i)) {
          return true;
        }
      }
      return false;
    }
  }
}
