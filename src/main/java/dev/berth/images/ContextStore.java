package dev.berth.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Build contexts by the digest of their content, as uncompressed tar archives in a folder. Archives
 * hold no times and no owners, so that the same files always give the same digest. A file is there
 * in full or not at all.
 */
public final class ContextStore {
  private static final String PREFIX = "sha256:";

  private final Path folder;

  /** In a folder, which is made if need be. */
  public ContextStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("make " + folder, e);
    }
  }

  /** What files will be known by once they are kept; nothing is kept. */
  static String digest(SortedMap<String, ContextFile> files) {
    try {
      MessageDigest digest = sha256();
      archive(OutputStream.nullOutputStream(), digest, files);
      return name(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("read a build context", e);
    }
  }

  /** Keeps files, by the digest that is answered. */
  String put(SortedMap<String, ContextFile> files) {
    try {
      Path draft = Files.createTempFile(folder, "draft-", ".tar");
      try {
        MessageDigest digest = sha256();
        try (OutputStream out = Files.newOutputStream(draft)) {
          archive(out, digest, files);
        }
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        String name = name(digest);
        Files.move(draft, fileOf(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("keep a build context in " + folder, e);
    }
  }

  private static void archive(
      OutputStream out, MessageDigest digest, SortedMap<String, ContextFile> files)
      throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new DigestOutputStream(out, digest), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (ContextFile file : files.values()) {
        file.write(tar);
      }
    }
  }

  private static String name(MessageDigest digest) {
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Path fileOf(String digest) {
    return folder.resolve(digest.substring(PREFIX.length()) + ".tar");
  }

  boolean has(String digest) {
    return Files.exists(fileOf(digest));
  }

  /** Whether a context holds a file. */
  boolean hasFile(String digest, String path) {
    String wanted = Path.of(path).normalize().toString();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(open(digest))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(wanted)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("read build context " + digest, e);
    }
  }

  /** The archive; the caller closes it. */
  InputStream open(String digest) throws IOException {
    try {
      return new BufferedInputStream(Files.newInputStream(fileOf(digest)));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "build context " + digest + " is not kept any more; apply the app again", e);
    }
  }

  /** The archive with one file more behind all others. */
  InputStream openWith(String digest, String path, String text) throws IOException {
    Path whole = Files.createTempFile(folder, "draft-", ".tar");
    try (InputStream in = open(digest);
        TarArchiveInputStream from = new TarArchiveInputStream(in);
        TarArchiveOutputStream to =
            new TarArchiveOutputStream(Files.newOutputStream(whole), "UTF-8")) {
      to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (TarArchiveEntry entry = from.getNextEntry();
          entry != null;
          entry = from.getNextEntry()) {
        to.putArchiveEntry(entry);
        from.transferTo(to);
        to.closeArchiveEntry();
      }
      ContextFile.of(path, text).write(to);
    }
    return Files.newInputStream(whole, StandardOpenOption.DELETE_ON_CLOSE);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
