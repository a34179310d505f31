package dev.berth.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Rows of any table as JSON, so that they fit any database. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** PostgreSQL has no place for a NUL, which older Berths kept in H2. */
  private static final char LOST = '\uFFFD';

  private Rows() {}

  /** The row at hand, as one line. */
  static byte[] line(ResultSet row) throws SQLException, IOException {
    ResultSetMetaData columns = row.getMetaData();
    ObjectNode tree = JSON.createObjectNode();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnName(i).toLowerCase(Locale.ROOT);
      read(row, i, DatabaseTables.type(columns, i), tree, name);
    }
    return (JSON.writeValueAsString(tree) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void read(ResultSet row, int i, int type, ObjectNode tree, String name)
      throws SQLException {
    if (row.getObject(i) == null) {
      tree.putNull(name);
      return;
    }
    switch (type) {
      case Types.BOOLEAN, Types.BIT -> tree.put(name, row.getBoolean(i));
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> tree.put(name, row.getLong(i));
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          tree.put(name, row.getObject(i, OffsetDateTime.class).toString());
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB ->
          tree.put(name, row.getString(i));
      default ->
          throw new IllegalStateException("column " + name + " has a type that no backup holds");
    }
  }

  static JsonNode parse(String line) throws IOException {
    return JSON.readTree(line);
  }

  /** Sets a parameter of an insert to what stands in a row. */
  static void set(PreparedStatement insert, int i, int type, JsonNode value) throws SQLException {
    if (value.isNull()) {
      insert.setNull(i, type);
      return;
    }
    switch (type) {
      case Types.BOOLEAN, Types.BIT -> insert.setBoolean(i, value.asBoolean());
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> insert.setLong(i, value.asLong());
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          insert.setObject(i, OffsetDateTime.parse(value.asText()));
      default -> insert.setString(i, value.asText().replace('\0', LOST));
    }
  }
}
