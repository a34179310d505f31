package dev.berth.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.database.DatabaseAddress;
import dev.berth.database.EitherDriver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes the whole state as one sealed stream: a gzipped tar of the tables as lines of JSON, the
 * keys, the tokens, the audit and the build contexts. All tables are read as they were at one
 * moment, while others write.
 */
public final class Backup {
  /** Rows are gathered to parts of this size: a tar has to know the length of each. */
  private static final int PART_BYTES = 1 << 20;

  private static final int ROWS = 100;

  private final Path home;
  private final String keys;
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * Of one home.
   *
   * @param keys what is to lie in {@code encryption.key} where this is restored; empty: the file
   */
  public Backup(Path home, String keys) {
    this.home = home;
    this.keys = keys;
  }

  /** Of a home in which no Berth runs. */
  public static void offline(
      Path home, Optional<DatabaseAddress> elsewhere, char[] passphrase, OutputStream out)
      throws IOException, SQLException, BackupException {
    if (elsewhere.isEmpty() && !Files.exists(home.resolve(HomeFiles.DATABASE))) {
      throw new BackupException("there is no Berth in " + home);
    }
    HomeLock.of(home, elsewhere).close();
    String given = String.valueOf(System.getenv("BERTH_ENCRYPTION_KEY")).replace(',', '\n');
    boolean hasFile = Files.exists(home.resolve(HomeFiles.KEY));
    try (Connection database = Database.of(home, elsewhere).connect()) {
      new Backup(home, hasFile ? "" : given).write(database, passphrase, out);
    }
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @return how many rows and files are in it, by where they lie
   */
  public Map<String, Long> write(Connection database, char[] passphrase, OutputStream out)
      throws IOException, SQLException {
    begin(database);
    counts.clear();
    try {
      // Closed only when all is in it: an end that a failure wrote would make a part look whole.
      TarArchiveOutputStream tar =
          new TarArchiveOutputStream(
              new GZIPOutputStream(new SealedOutput(out, Seal.fresh(passphrase)), 1 << 16),
              "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      head(database, tar);
      for (String table : DatabaseTables.names(database)) {
        table(database, table, tar);
      }
      // Keys only grow: read after the tables, they open everything in them.
      files(tar);
      entry(tar, Contents.END, new ObjectMapper().writeValueAsBytes(counts));
      tar.close();
      return Map.copyOf(counts);
    } finally {
      database.rollback();
    }
  }

  /** All tables as of one moment. */
  private static void begin(Connection database) throws SQLException {
    boolean isPostgres = EitherDriver.isPostgres(database.getMetaData().getURL());
    database.setAutoCommit(false);
    database.setTransactionIsolation(
        isPostgres ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE);
    DatabaseTables.bePatient(database);
  }

  private static void head(Connection database, TarArchiveOutputStream tar)
      throws IOException, SQLException {
    Contents contents =
        new Contents(
            DatabaseTables.schema(database),
            DatabaseTables.nextVersion(database),
            Instant.now().toString());
    entry(tar, Contents.NAME, new ObjectMapper().writeValueAsBytes(contents.tree()));
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** Not all rows at once: PostgreSQL's driver would have a whole table in memory. */
  private static ResultSet part(Statement statement, String question) throws SQLException {
    statement.setFetchSize(ROWS);
    return statement.executeQuery(question);
  }

  private void table(Connection database, String table, TarArchiveOutputStream tar)
      throws IOException, SQLException {
    int part = 0;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (Statement statement = database.createStatement();
        ResultSet rows = part(statement, "select * from " + table)) {
      while (rows.next()) {
        lines.write(Rows.line(rows));
        counts.merge(Contents.TABLES + table, 1L, Long::sum);
        if (lines.size() >= PART_BYTES) {
          entry(tar, Contents.TABLES + table + "/" + part++, lines.toByteArray());
          lines.reset();
        }
      }
    }
    if (lines.size() > 0) {
      entry(tar, Contents.TABLES + table + "/" + part, lines.toByteArray());
    }
  }

  private void files(TarArchiveOutputStream tar) throws IOException {
    byte[] key =
        keys.isEmpty()
            ? Files.readAllBytes(home.resolve(HomeFiles.KEY))
            : keys.getBytes(StandardCharsets.UTF_8);
    entry(tar, Contents.HOME + HomeFiles.KEY, key);
    counts.merge(Contents.HOME, 1L, Long::sum);
    for (Path name : HomeFiles.kept(home)) {
      file(name, tar);
    }
  }

  /** Of a file that grows, what was there at first; one that is gone by now was not needed. */
  private void file(Path name, TarArchiveOutputStream tar) throws IOException {
    try (InputStream in = Files.newInputStream(home.resolve(name))) {
      long size = Files.size(home.resolve(name));
      TarArchiveEntry entry = new TarArchiveEntry(Contents.HOME + name);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(name + " grew shorter while it was read");
        }
        tar.write(buffer, 0, read);
        left -= read;
      }
      tar.closeArchiveEntry();
      counts.merge(Contents.HOME, 1L, Long::sum);
    } catch (NoSuchFileException e) {
      // Build contexts are cleared away while this runs.
    }
  }
}
