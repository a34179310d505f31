package dev.berth.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a path leads: every link in it followed, also one that leads to nothing yet (the JDK's own
 * way ends at what is not there, and who makes it later has the link followed then).
 */
final class RealPath {
  /** As many as the kernel follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private final Deque<Path> rest = new ArrayDeque<>();
  private Path real = Path.of("/");
  private int links;

  private RealPath(Path path) {
    path.toAbsolutePath().normalize().forEach(rest::add);
  }

  /** Fails where the machine does not let Berth look, and on links that go round in circles. */
  static Path of(Path path) throws IOException {
    return new RealPath(path).resolved();
  }

  private Path resolved() throws IOException {
    while (!rest.isEmpty()) {
      String name = rest.pop().toString();
      if (name.equals("..")) {
        Path parent = real.getParent();
        real = parent == null ? real : parent;
      } else if (!name.isEmpty() && !name.equals(".")) {
        step(real.resolve(name));
      }
    }
    return real;
  }

  private void step(Path next) throws IOException {
    if (!isLink(next)) {
      real = next;
      return;
    }
    if (++links > MOST_LINKS) {
      throw new IOException(next + ": too many links");
    }
    Path target = Files.readSymbolicLink(next);
    for (int at = target.getNameCount() - 1; at >= 0; at--) {
      rest.push(target.getName(at));
    }
    if (target.isAbsolute()) {
      real = Path.of("/");
    }
  }

  private static boolean isLink(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isSymbolicLink();
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
