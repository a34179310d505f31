package dev.berth.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A whole home beside the one in use, made from a backup. Where its database is elsewhere, the
 * tables go there, into a schema beside the one in use.
 */
final class Staging implements BackupArchive.Sink, AutoCloseable {
  private static final int BATCH = 500;

  /**
   * Numbers that changes may have taken after the backup was made: nobody's ETag of then may fit
   * another content now.
   */
  private static final long NUMBERS_LOST = 1_000_000;

  private final Path folder;
  private final Optional<StagingSchema> elsewhere;
  private final boolean force;
  private Database place;
  private Optional<Connection> open = Optional.empty();

  Staging(Path folder, Optional<DatabaseAddress> elsewhere, boolean force) {
    this.folder = folder;
    this.elsewhere = elsewhere.map(StagingSchema::new);
    this.force = force;
    this.place = Database.in(folder);
  }

  private Connection database() {
    return open.orElseThrow();
  }

  @Override
  public void begin(Contents contents) throws IOException, SQLException, BackupException {
    if (elsewhere.isPresent()) {
      place = new Database(elsewhere.get().begin(force));
    }
    place.migrate(contents.schema());
    Connection database = place.connect();
    open = Optional.of(database);
    database.setAutoCommit(false);
    for (String table : DatabaseTables.names(database)) {
      try (PreparedStatement clear = database.prepareStatement("delete from " + table)) {
        clear.executeUpdate();
      }
    }
  }

  @Override
  public long table(String name, InputStream lines)
      throws IOException, SQLException, BackupException {
    Connection database = database();
    if (!DatabaseTables.names(database).contains(name)) {
      throw new BackupException("the backup holds a table " + name + ", which this Berth lacks");
    }
    DatabaseTables.bePatient(database);
    Map<String, Integer> columns = DatabaseTables.columns(database, name);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
    long count = 0;
    try (PreparedStatement insert = database.prepareStatement(insertion(name, columns))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(insert, columns, Rows.parse(line));
        count++;
        if (count % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    database.commit();
    return count;
  }

  private static String insertion(String table, Map<String, Integer> columns) {
    String marks = columns.keySet().stream().map(c -> "?").collect(Collectors.joining(", "));
    return "insert into "
        + table
        + " ("
        + String.join(", ", columns.keySet())
        + ") values ("
        + marks
        + ")";
  }

  private static void add(PreparedStatement insert, Map<String, Integer> columns, JsonNode row)
      throws SQLException, BackupException {
    List<String> names = new ArrayList<>(columns.keySet());
    for (int i = 0; i < names.size(); i++) {
      JsonNode value = row.get(names.get(i));
      if (value == null) {
        throw new BackupException("a row of the backup lacks " + names.get(i));
      }
      Rows.set(insert, i + 1, columns.getOrDefault(names.get(i), 0), value);
    }
    insert.addBatch();
  }

  @Override
  public void file(String name, InputStream content) throws IOException, BackupException {
    Path relative = Path.of(name);
    if (!HomeFiles.isKept(relative)) {
      throw new BackupException("the backup holds a file " + name + ", which is no part of a home");
    }
    Path file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var out = Files.newOutputStream(file)) {
      content.transferTo(out);
    }
    Disk.force(file);
  }

  @Override
  public void end(Contents contents) throws SQLException, IOException {
    DatabaseTables.goOn(database(), contents.version() + NUMBERS_LOST);
    database().commit();
    close();
    place.migrate();
    if (elsewhere.isPresent()) {
      elsewhere.get().end();
    } else {
      Disk.force(folder.resolve(HomeFiles.DATABASE));
    }
  }

  @Override
  public void close() throws SQLException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }
}
