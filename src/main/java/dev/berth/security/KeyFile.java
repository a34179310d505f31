package dev.berth.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys in a file with mode 0600, one a line, the newest first. */
record KeyFile(Path file) implements KeyRing.Source {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  @Override
  public KeyRing read() {
    try {
      if (!Files.exists(file)) {
        write(new KeyRing(List.of(KeyRing.fresh(new SecureRandom()))));
      }
      if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      return KeyRing.parse(lines, name());
    } catch (IOException e) {
      throw new UncheckedIOException("read or make " + file, e);
    }
  }

  @Override
  public void requireWritable() {
    if (!Files.isWritable(file.toAbsolutePath().getParent())) {
      throw new UncheckedIOException(
          new IOException("write " + file + ": its folder cannot be written to"));
    }
  }

  /** In full or not at all, and on the disk when this returns: a lost key is lost secrets. */
  @Override
  public void write(KeyRing keys) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path draft =
          Files.createTempFile(
              folder, "encryption", ".draft", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      String text =
          keys.keys().stream().map(KeyRing.Key::text).collect(Collectors.joining("\n", "", "\n"));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel moved = FileChannel.open(folder, StandardOpenOption.READ)) {
        moved.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }
}
