package dev.berth.spec;

import java.io.IOException;
import java.io.OutputStream;

/** The port to the whole state as one file, sealed with a passphrase. */
public interface StateExport {
  /** Shorter passphrases are guessed. */
  int SHORTEST_PASSPHRASE = 12;

  /** Writes everything as it is at one moment; what was not written to its end is no backup. */
  void write(OutputStream out, char[] passphrase) throws IOException;
}
