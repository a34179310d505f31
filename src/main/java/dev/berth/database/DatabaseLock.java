package dev.berth.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What a Berth holds for as long as it runs on a PostgreSQL: an advisory lock of a session, on a
 * connection beside the pool. It ends with the connection, whatever ends that.
 */
public final class DatabaseLock implements AutoCloseable {
  /** "BRTH": nobody else's by chance. */
  private static final String KEY = "1112690760, 1";

  private static final String HOLDER =
      "select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 2"
          + " and (classid::bigint, objid::bigint) = ("
          + KEY
          + ") and database = (select oid from pg_database where datname = current_database())";

  private static final int SECONDS = 5;

  private final Connection connection;
  private final int pid;

  private DatabaseLock(Connection connection, int pid) {
    this.connection = connection;
    this.pid = pid;
  }

  /** Empty if another session has it. */
  public static Optional<DatabaseLock> take(DatabaseAddress address) throws SQLException {
    Connection connection = address.connect();
    try {
      if (number(connection, "select pg_try_advisory_lock(" + KEY + ")::int") == 1) {
        return Optional.of(
            new DatabaseLock(connection, number(connection, "select pg_backend_pid()")));
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether the session is there still: then so is the lock. */
  public boolean isHeld() {
    try {
      return connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Takes it anew after the session was lost. The server may not know yet that the old one is gone,
   * and is told so.
   *
   * @return empty if somebody else has it by now
   */
  public Optional<DatabaseLock> again(DatabaseAddress address) throws SQLException {
    try (Connection asking = address.connect()) {
      if (number(asking, HOLDER) == pid) {
        int unused = number(asking, "select pg_terminate_backend(" + pid + ")::int");
      }
    }
    close();
    return take(address);
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
