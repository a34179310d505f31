package dev.berth.port;

import java.io.InputStream;
import java.nio.file.Path;

/** The port that lays uploaded project folders onto disk for as long as they are read. */
public interface ProjectUploads {

  /**
   * Unpacks an archive: tar, tar.gz or zip.
   *
   * @throws Refused if it is none, is broken, is too big, or leads out of its folder
   */
  Upload open(InputStream archive) throws Refused;

  /** An unpacked folder; closing it removes it. */
  interface Upload extends AutoCloseable {
    /** Where it lies. */
    Path folder();

    /** Takes build contexts from it, and from nowhere else. */
    ContextPinner contexts();

    @Override
    void close();
  }

  /** The archive cannot be taken. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean tooBig;
    private final String why;

    /** With what is wrong, for the user. */
    public Refused(String why, boolean tooBig) {
      super(why);
      this.why = why;
      this.tooBig = tooBig;
    }

    public boolean isTooBig() {
      return tooBig;
    }

    public String why() {
      return why;
    }
  }
}
