package dev.berth.image.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Looks into archives of build contexts. */
final class ContextTar {
  /** No Dockerfile is longer. */
  private static final int LONGEST_TEXT = 1 << 20;

  private ContextTar() {}

  /** Opens an archive, which is closed by whom it is given to. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** The text of a file. */
  static Optional<String> text(Source archive, String path) {
    String wanted = Path.of(path).normalize().toString();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive.open())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(wanted) && entry.isFile()) {
          return Optional.of(new String(tar.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("read a build context", e);
    }
  }

  /** Whether an entry has such a name. */
  static boolean has(Source archive, Predicate<String> name) {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive.open())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (name.test(entry.getName())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("read a build context", e);
    }
  }

  /** Copies entries that have such a name; closes what it copies from. */
  static void copy(InputStream archive, Predicate<String> name, TarArchiveOutputStream to)
      throws IOException {
    try (TarArchiveInputStream from = new TarArchiveInputStream(archive)) {
      for (TarArchiveEntry entry = from.getNextEntry();
          entry != null;
          entry = from.getNextEntry()) {
        if (name.test(entry.getName())) {
          to.putArchiveEntry(entry);
          from.transferTo(to);
          to.closeArchiveEntry();
        }
      }
    }
  }

  /** Folders end in a slash there. */
  static String bare(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
