package dev.berth.image.context;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    return packed(files).digest();
  }

  /** How files would be kept. */
  record Packed(String digest, long sizeBytes) {}

  /** Likewise, and how big they will be. */
  static Packed packed(SortedMap<String, ContextFile> files) {
    try {
      MessageDigest digest = sha256();
      long size = archive(OutputStream.nullOutputStream(), digest, draft(files));
      return new Packed(name(digest), size);
    } catch (IOException e) {
      throw new UncheckedIOException("read a build context", e);
    }
  }

  /** Writes the entries of an archive. */
  private interface Draft {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static Draft draft(SortedMap<String, ContextFile> files) {
    return tar -> {
      for (ContextFile file : files.values()) {
        file.write(tar);
      }
    };
  }

  /** Keeps files, by the digest that is answered. */
  public String put(SortedMap<String, ContextFile> files) {
    return put(draft(files));
  }

  private String put(Draft files) {
    try {
      Path draft = Files.createTempFile(folder, "draft-", ".tar");
      try {
        MessageDigest digest = sha256();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
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

  /** Its length. */
  private static long archive(OutputStream out, MessageDigest digest, Draft files)
      throws IOException {
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new DigestOutputStream(out, digest), "UTF-8");
    try (tar) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      files.write(tar);
    }
    return tar.getBytesWritten();
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

  public boolean has(String digest) {
    return Files.exists(fileOf(digest));
  }

  /** Bytes on disk; empty if it is not kept. */
  OptionalLong size(String digest) {
    try {
      return has(digest) ? OptionalLong.of(Files.size(fileOf(digest))) : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("look at build context " + digest, e);
    }
  }

  /** Begins its life anew, as far as collecting what nobody needs goes. */
  void touch(String digest) {
    try {
      Files.setLastModifiedTime(fileOf(digest), FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException("touch build context " + digest, e);
    }
  }

  /** Contexts that were kept before a moment; drafts that a crash left behind go at once. */
  public List<String> olderThan(Instant moment) {
    List<String> old = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean isOld = Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        if (isOld && name.startsWith("draft-") && Files.isRegularFile(file)) {
          Files.deleteIfExists(file);
        } else if (isOld && name.matches("[0-9a-f]{64}\\.tar")) {
          old.add(PREFIX + name.substring(0, name.indexOf('.')));
        }
      }
      return old;
    } catch (NoSuchFileException e) {
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException("list build contexts in " + folder, e);
    }
  }

  public void remove(String digest) {
    try {
      Files.deleteIfExists(fileOf(digest));
    } catch (IOException e) {
      throw new UncheckedIOException("remove build context " + digest, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** The text of a file of a context. */
  public Optional<String> text(String digest, String path) {
    return ContextTar.text(() -> open(digest), path);
  }

  /** A context without some of its files; itself if none goes. */
  String without(String digest, Predicate<String> left) {
    Predicate<String> goes = name -> left.test(ContextTar.bare(name));
    return ContextTar.has(() -> open(digest), goes)
        ? put(tar -> ContextTar.copy(open(digest), goes.negate(), tar))
        : digest;
  }

  /** Whether a context holds a file. */
  boolean hasFile(String digest, String path) {
    String wanted = Path.of(path).normalize().toString();
    return ContextTar.has(() -> open(digest), wanted::equals);
  }

  /** The archive; the caller closes it. */
  public InputStream open(String digest) throws IOException {
    try {
      return new BufferedInputStream(Files.newInputStream(fileOf(digest)));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "build context " + digest + " is not kept any more; apply the app again", e);
    }
  }

  /** The archive with one file more behind all others. */
  public InputStream openWith(String digest, String path, String text) throws IOException {
    Path whole = Files.createTempFile(folder, "draft-", ".tar");
    try (TarArchiveOutputStream to =
        new TarArchiveOutputStream(Files.newOutputStream(whole), "UTF-8")) {
      to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      to.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      ContextTar.copy(open(digest), name -> true, to);
      ContextFile.of(path, text).write(to);
    }
    return Files.newInputStream(whole, StandardOpenOption.DELETE_ON_CLOSE);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
