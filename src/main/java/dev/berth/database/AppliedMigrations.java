package dev.berth.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Flyway has written down of the migrations of a database. */
public final class AppliedMigrations {
  /** What it writes down of this Berth's: a version and the checksum of its file a line. */
  private static final String KNOWN = "/db/known-migrations";

  private static final String APPLIED =
      "select \"version\", \"checksum\", \"success\" from \"flyway_schema_history\""
          + " where \"version\" is not null order by \"installed_rank\"";

  private AppliedMigrations() {}

  /**
   * Whether a database has had exactly those that this Berth knows, and all of them well.
   *
   * @throws SQLException where it cannot be asked, as one that has had none
   */
  public static boolean areOurs(Connection database) throws SQLException {
    return of(database).equals(known());
  }

  /** In the order in which they were made; one that has failed has no checksum here. */
  static List<String> of(Connection connection) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(APPLIED)) {
      while (rows.next()) {
        String sum = rows.getBoolean("success") ? rows.getString("checksum") : "failed";
        lines.add(rows.getString("version") + " " + sum);
      }
    }
    return lines;
  }

  static List<String> known() {
    try (InputStream file =
        Objects.requireNonNull(AppliedMigrations.class.getResourceAsStream(KNOWN))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("read " + KNOWN, e);
    }
  }
}
