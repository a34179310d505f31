package dev.berth.port;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The port to the whole state as one file, sealed with a passphrase. */
public interface BackupExport {
  /** Shorter passphrases are guessed. */
  int SHORTEST_PASSPHRASE = 12;

  /**
   * Writes everything as it is at one moment; what was not written to its end is no backup.
   *
   * @return what is in it: how many rows or files by where they lie
   */
  Map<String, Long> write(OutputStream out, char[] passphrase) throws IOException;
}
