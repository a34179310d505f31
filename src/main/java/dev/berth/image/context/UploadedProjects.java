package dev.berth.image.context;

import dev.berth.disk.ConfinedTree;
import dev.berth.fault.DiskFull;
import dev.berth.port.ContextPinner;
import dev.berth.port.ProjectUploads;
import dev.berth.state.secret.Secrets;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Unpacks project folders below a folder of Berth's own. */
public final class UploadedProjects implements ProjectUploads {
  private static final int MOST_ENTRIES = 100_000;
  private static final int OWNER_EXECUTES = 0100;
  private static final int BLOCK = 1 << 16;
  private static final long UNPACKED_MARGIN = 64 << 20;

  private final ContextStore store;
  private final Secrets secrets;
  private final Path parent;
  private final long limit;

  /**
   * Beside a store.
   *
   * @param parent where folders are laid
   * @param limit bytes of all files of one
   * @param secrets with credentials for Git
   */
  public UploadedProjects(ContextStore store, Path parent, long limit, Secrets secrets) {
    this.secrets = secrets;
    this.store = store;
    this.parent = parent;
    this.limit = limit;
  }

  @Override
  public Upload open(InputStream archive) throws Refused {
    try {
      Files.createDirectories(parent);
      Folder folder = new Folder(Files.createTempDirectory(parent, "project-"), store, secrets);
      try {
        unpack(archive, folder.folder());
        return folder;
      } catch (Throwable e) { // Errors, too: nothing is left behind.
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      if (DiskFull.isCauseOf(e)) {
        throw new UncheckedIOException("unpack into " + parent, e);
      }
      throw new Refused("the archive cannot be read: " + e.getMessage(), false);
    }
  }

  private void unpack(InputStream body, Path folder) throws IOException, Refused {
    BufferedInputStream in = new BufferedInputStream(body, BLOCK);
    in.mark(BLOCK);
    byte[] head = in.readNBytes(2);
    in.reset();
    boolean isZip = head.length == 2 && head[0] == 'P' && head[1] == 'K';
    boolean isGzip = head.length == 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    try (ArchiveInputStream<? extends ArchiveEntry> entries =
        isZip ? new ZipArchiveInputStream(in) : new TarReader(isGzip ? unpacked(in) : in)) {
      long left = limit;
      int count = 0;
      for (ArchiveEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        if (++count > MOST_ENTRIES) {
          throw new Refused("a project may have " + MOST_ENTRIES + " files", true);
        }
        left -= take(e, entries, folder, left);
      }
      if (count == 0) {
        throw new Refused("the body is no tar, tar.gz or zip archive, or an empty one", false);
      }
      if (entries instanceof TarReader tar) {
        tar.finish();
      }
    } catch (LimitedInputStream.Exceeded e) {
      throw new Refused("the project is too big", true);
    } catch (IllegalArgumentException e) {
      throw new Refused("the archive is broken: " + e.getMessage(), false);
    }
  }

  /** What is passed over costs time, too: no more is unpacked than could be of use. */
  private InputStream unpacked(InputStream in) throws IOException {
    return new LimitedInputStream(new GZIPInputStream(in, BLOCK), 2 * limit + UNPACKED_MARGIN);
  }

  /** Bytes of one entry. Links are left out: they could lead anywhere. */
  private static long take(ArchiveEntry entry, InputStream content, Path folder, long left)
      throws IOException, Refused {
    if (entry.getName().length() > ContextPaths.LONGEST) {
      throw new Refused(
          "an entry has a name of more than " + ContextPaths.LONGEST + " letters", false);
    }
    Path target = folder.resolve(entry.getName().replaceFirst("^/+", "")).normalize();
    if (!target.startsWith(folder)) {
      throw new Refused("entry `" + entry.getName() + "` leads out of the folder", false);
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return copy(content, OutputStream.nullOutputStream(), left);
    }
    if (isOdd(entry) || target.equals(folder)) {
      return 0;
    }
    long size = copy(content, ConfinedTree.own(folder).fresh(target), left);
    if (entry instanceof TarArchiveEntry tar && (tar.getMode() & OWNER_EXECUTES) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return size;
  }

  /** A link, a device or a pipe: for the library all of these are files too. */
  private static boolean isOdd(ArchiveEntry entry) {
    return entry instanceof TarArchiveEntry tar
        && (tar.isSymbolicLink()
            || tar.isLink()
            || tar.isCharacterDevice()
            || tar.isBlockDevice()
            || tar.isFIFO()
            || !tar.isFile());
  }

  private static long copy(InputStream content, Path target, long left)
      throws IOException, Refused {
    try (OutputStream out = Files.newOutputStream(target)) {
      return copy(content, out, left);
    }
  }

  private static long copy(InputStream content, OutputStream out, long left)
      throws IOException, Refused {
    long size = 0;
    byte[] block = new byte[BLOCK];
    for (int n = content.read(block); n > 0; n = content.read(block)) {
      size += n;
      if (size > left) {
        throw new Refused("the project is too big", true);
      }
      out.write(block, 0, n);
    }
    return size;
  }

  private record Folder(Path folder, ContextStore store, Secrets secrets) implements Upload {
    @Override
    public ContextPinner contexts() {
      return new Contexts(store, List.of(ConfinedTree.own(folder)), secrets);
    }

    @Override
    public void close() {
      try {
        Files.walkFileTree(folder, new Remover());
      } catch (IOException e) {
        throw new UncheckedIOException("remove " + folder, e);
      }
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
