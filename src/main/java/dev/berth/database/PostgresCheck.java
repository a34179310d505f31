package dev.berth.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether a PostgreSQL is one that Berth can work with, asked before anything is made in it. */
public record PostgresCheck(DatabaseAddress address) {
  /** The oldest that is tried; older ones get no mends any more. */
  private static final int OLDEST = 130_000;

  /**
   * What stands in the way, and what mends it.
   *
   * @param what one line
   * @param mend one line
   */
  public record Obstacle(String what, String mend) {
    @Override
    public String toString() {
      return what + ": " + mend;
    }
  }

  /** All of it; nothing where Berth can work. */
  public List<Obstacle> obstacles() throws SQLException {
    List<Obstacle> found = new ArrayList<>();
    try (Connection connection = address.connect()) {
      version(connection, found);
      encoding(connection, found);
      rights(connection, found);
      pooler(connection, found);
    }
    return found;
  }

  /** For people: which server it is, and as whom. */
  public String server() throws SQLException {
    try (Connection connection = address.connect()) {
      return "PostgreSQL "
          + text(connection, "show server_version")
          + " at "
          + address.place()
          + ", as "
          + text(connection, "select current_user");
    }
  }

  private static void version(Connection connection, List<Obstacle> found) throws SQLException {
    if (Integer.parseInt(text(connection, "show server_version_num")) < OLDEST) {
      found.add(
          new Obstacle(
              "the database is PostgreSQL " + text(connection, "show server_version"),
              "Berth needs 13 or newer"));
    }
  }

  private static void encoding(Connection connection, List<Obstacle> found) throws SQLException {
    String encoding = text(connection, "show server_encoding");
    if (!encoding.equals("UTF8")) {
      found.add(
          new Obstacle(
              "the database's encoding is " + encoding,
              "create database berth encoding 'UTF8' template template0"));
    }
  }

  private static void rights(Connection connection, List<Obstacle> found) throws SQLException {
    if (text(connection, "select pg_is_in_recovery()").equals("t")) {
      found.add(
          new Obstacle(
              "the database is a standby and takes no writes",
              "name the primary in berth.database.url (targetServerType=primary with several)"));
      return;
    }
    String mayMake = "select coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)";
    if (!text(connection, mayMake).equals("t")) {
      found.add(
          new Obstacle(
              text(connection, "select current_user") + " may not make tables",
              "alter database berth owner to " + text(connection, "select current_user")));
    }
  }

  /**
   * Behind a pooler by transaction each statement may be another session's, and a lock of a session
   * is whoever's. While another connection is in a transaction, the sessions change.
   */
  private void pooler(Connection connection, List<Obstacle> found) throws SQLException {
    String before = text(connection, "select pg_backend_pid()");
    try (Connection other = address.connect()) {
      other.setAutoCommit(false);
      String unused = text(other, "select pg_backend_pid()");
      if (!text(connection, "select pg_backend_pid()").equals(before)) {
        found.add(
            new Obstacle(
                "berth.database.url leads through a pooler that changes sessions between"
                    + " statements",
                "name PostgreSQL itself, or set the pooler to session mode"));
      }
      other.rollback();
    }
  }

  private static String text(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? String.valueOf(answer.getString(1)) : "";
    }
  }
}
