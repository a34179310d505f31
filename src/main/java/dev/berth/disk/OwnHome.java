package dev.berth.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder of Berth's keys, tokens and database, under every name that it has: through links, and
 * as another place of the machine where it is mounted as well.
 *
 * @param folder {@code BERTH_HOME}
 */
public record OwnHome(Path folder) {
  public OwnHome {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Whether a path is the home or lies in it; what cannot be looked at does not. */
  public boolean holds(Path path) {
    Path written = path.toAbsolutePath().normalize();
    if (written.startsWith(folder)) {
      return true;
    }
    try {
      Path real = RealPath.of(written);
      return real.startsWith(RealPath.of(folder)) || isBelow(real, folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether whoever has a path has the home, or some of it. */
  public boolean isReachedBy(Path path) {
    Path written = path.toAbsolutePath().normalize();
    if (folder.startsWith(written) || holds(written)) {
      return true;
    }
    try {
      Path real = RealPath.of(written);
      Path home = RealPath.of(folder);
      return home.startsWith(real) || isBelow(home, real);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the folder that one path leads to lies on the other, whatever its name there is. */
  private static boolean isBelow(Path path, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    for (Path above = path; above != null; above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(above, folder)) {
        return true;
      }
    }
    return false;
  }
}
