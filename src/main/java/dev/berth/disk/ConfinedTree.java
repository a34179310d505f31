package dev.berth.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A tree of files that somebody else wrote: a repository, a folder, an unpacked archive, a build
 * context. Nothing in it leads out, by dots or by links, and nothing into Berth's home. Every
 * reader of such trees asks here.
 */
public final class ConfinedTree {
  private final Path root;
  private final Optional<OwnHome> closed;

  private ConfinedTree(Path root, Optional<OwnHome> closed) {
    this.root = root.toAbsolutePath().normalize();
    this.closed = closed;
  }

  /** In a folder that Berth made for it. */
  public static ConfinedTree own(Path root) {
    return new ConfinedTree(root, Optional.empty());
  }

  /**
   * In a folder of the machine, which may hold Berth's home or lie in it: that is no part of it.
   */
  public static ConfinedTree of(Path root, OwnHome home) {
    return new ConfinedTree(root, Optional.of(home));
  }

  /** As it was given; absolute. */
  public Path root() {
    return root;
  }

  /**
   * Where a path really is.
   *
   * @param path absolute, or as seen from the root; there need not be anything
   */
  public Path find(Path path) throws IOException {
    Path written = root.resolve(path).normalize();
    Path realRoot = RealPath.of(root);
    if (!written.startsWith(root) && !written.startsWith(realRoot)) {
      throw new OutsideException(path, "leads out of " + root);
    }
    Path real = RealPath.of(written);
    if (!real.startsWith(realRoot)) {
      throw new OutsideException(path, "is led out of " + root + " by a link");
    }
    if (closed.filter(home -> home.holds(real)).isPresent()) {
      throw new OutsideException(path, "lies in Berth's own home");
    }
    return real;
  }

  /** Likewise, under the root as it was given. */
  public Path inside(Path path) throws IOException {
    return root.resolve(RealPath.of(root).relativize(find(path)));
  }

  /** Likewise of a folder all of which is wanted. */
  public Path findWhole(Path path) throws IOException {
    Path real = find(path);
    if (closed.filter(home -> home.isReachedBy(real)).isPresent()) {
      throw new OutsideException(path, "holds Berth's own home");
    }
    return real;
  }

  /** Whether there is something, and it is of the tree. */
  public boolean has(Path path) {
    try {
      return Files.exists(find(path));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The text of a file.
   *
   * @throws java.nio.charset.CharacterCodingException if it is no UTF-8
   * @throws IOException if it is longer, no plain file, or none of the tree
   */
  public String read(Path path, long mostBytes) throws IOException {
    Path real = find(path);
    if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + " is no file");
    }
    try (var in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE));
      if (bytes.length > mostBytes) {
        throw new IOException(path + " has more than " + mostBytes + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /**
   * Where something new may be written: its folders are made, and none of them is a link.
   *
   * @param path as seen from the root
   */
  public Path fresh(Path path) throws IOException {
    Path written = root.resolve(path).normalize();
    Path real = find(path);
    if (written.equals(root) || !real.equals(RealPath.of(root).resolve(root.relativize(written)))) {
      throw new OutsideException(path, "lies behind a link");
    }
    Path folder = written.getParent();
    Files.createDirectories(folder == null ? root : folder);
    return written;
  }

  /** Opens a new file for writing; fails where there is something. */
  public java.io.OutputStream create(Path path) throws IOException {
    return Files.newOutputStream(
        fresh(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
