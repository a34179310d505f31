package dev.berth.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a backup to its end, and proves on the way that nothing of it is missing. */
final class BackupArchive {
  private final Sink sink;
  private final Map<String, Long> counts = new TreeMap<>();
  private boolean complete;

  /** Who takes what is in a backup. */
  interface Sink {
    void begin(Contents contents) throws IOException, SQLException, BackupException;

    /** Takes lines of a table; answers how many. */
    long table(String name, InputStream lines) throws IOException, SQLException, BackupException;

    void file(String name, InputStream content) throws IOException, BackupException;

    void end(Contents contents) throws IOException, SQLException;
  }

  BackupArchive(Sink sink) {
    this.sink = sink;
  }

  void read(InputStream source, char[] passphrase)
      throws IOException, SQLException, BackupException {
    SealedInput sealed = new SealedInput(source, passphrase);
    try {
      TarArchiveInputStream tar =
          new TarArchiveInputStream(new GZIPInputStream(sealed, 1 << 16), "UTF-8");
      Contents contents = contents(tar);
      sink.begin(contents);
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        take(entry.getName(), tar);
      }
      sealed.transferTo(java.io.OutputStream.nullOutputStream());
      if (!complete) {
        throw new BackupException("the backup was never finished");
      }
      sink.end(contents);
    } catch (SealedInput.Damaged e) {
      throw new BackupException(String.valueOf(e.getMessage()));
    }
  }

  private static Contents contents(TarArchiveInputStream tar) throws IOException, BackupException {
    TarArchiveEntry first = tar.getNextEntry();
    if (first == null || !first.getName().equals(Contents.NAME)) {
      throw new BackupException("the backup does not begin with what is in it");
    }
    return Contents.of(new ObjectMapper().readTree(tar.readAllBytes()));
  }

  private void take(String name, TarArchiveInputStream tar)
      throws IOException, SQLException, BackupException {
    if (name.startsWith(Contents.TABLES)) {
      String table = name.substring(Contents.TABLES.length()).replaceAll("/\\d+$", "");
      counts.merge(Contents.TABLES + table, sink.table(table, tar), Long::sum);
    } else if (name.startsWith(Contents.HOME)) {
      sink.file(name.substring(Contents.HOME.length()), tar);
      counts.merge(Contents.HOME, 1L, Long::sum);
    } else if (name.equals(Contents.END)) {
      prove(new ObjectMapper().readTree(tar.readAllBytes()));
    }
  }

  private void prove(JsonNode wanted) throws BackupException {
    Map<String, Long> all = new TreeMap<>();
    wanted.properties().forEach(count -> all.put(count.getKey(), count.getValue().asLong()));
    if (!all.equals(counts)) {
      throw new BackupException("the backup should hold " + all + " and holds " + counts);
    }
    complete = true;
  }
}
