package dev.berth.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What the Berth that leads holds on a PostgreSQL: an advisory lock of a session, on a connection
 * beside the pool. It ends with the connection, whatever ends that. Who has it keeps Berths from
 * leading.
 */
public final class DatabaseLock implements AutoCloseable {
  /** "BRTH": nobody else's by chance. */
  public static final String KEY = "1112690760, 1";

  /** Asks which session has it. */
  public static final String HOLDER =
      "select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 2"
          + " and (classid::bigint, objid::bigint) = ("
          + KEY
          + ") and database = (select oid from pg_database where datname = current_database())";

  private final Connection connection;

  private DatabaseLock(Connection connection) {
    this.connection = connection;
  }

  /** Empty if another session has it. */
  public static Optional<DatabaseLock> take(DatabaseAddress address) throws SQLException {
    Connection connection = address.connect();
    try {
      if (number(connection, "select pg_try_advisory_lock(" + KEY + ")::int") == 1) {
        return Optional.of(new DatabaseLock(connection));
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static int number(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
