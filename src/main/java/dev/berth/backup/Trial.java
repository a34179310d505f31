package dev.berth.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Reads a backup to its end and keeps nothing. */
public final class Trial implements BackupArchive.Sink {
  private final Map<String, Long> counts = new TreeMap<>();
  private String madeAt = "";

  /** Says in one line what is in a backup, once all of it was found whole. */
  public static String of(InputStream source, char[] passphrase)
      throws IOException, SQLException, BackupException {
    Trial trial = new Trial();
    new BackupArchive(trial).read(source, passphrase);
    return "whole: made at " + trial.madeAt + ", " + trial.counts;
  }

  @Override
  public void begin(Contents contents) {
    madeAt = contents.madeAt();
  }

  @Override
  public long table(String name, InputStream lines) throws IOException {
    long count = 0;
    for (int b = lines.read(); b >= 0; b = lines.read()) {
      count += b == '\n' ? 1 : 0;
    }
    counts.merge(name, count, Long::sum);
    return count;
  }

  @Override
  public void file(String name, InputStream content) throws IOException {
    content.transferTo(OutputStream.nullOutputStream());
    counts.merge("files", 1L, Long::sum);
  }

  @Override
  public void end(Contents contents) {}
}
