package dev.berth.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A path leads to what is none of its tree. */
public final class OutsideException extends IOException {
  private static final long serialVersionUID = 1;

  OutsideException(Path path, String why) {
    super(path + " " + why);
  }
}
