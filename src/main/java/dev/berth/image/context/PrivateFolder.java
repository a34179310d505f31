package dev.berth.image.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for nobody else, in memory where there is a file system for that, until {@link #close}.
 * What a killed Berth left behind goes when the next one is made.
 */
public final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "berth-git-";
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;

  private PrivateFolder(Path folder) {
    this.folder = folder;
  }

  static PrivateFolder make() throws IOException {
    boolean hasMemory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
    return in(hasMemory ? MEMORY : Path.of(System.getProperty("java.io.tmpdir")));
  }

  public static PrivateFolder in(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      for (Path old : all.filter(PrivateFolder::isLeft).toList()) {
        new PrivateFolder(old).close();
      }
    }
    // Only its owner may look into it, from the first moment on.
    long pid = ProcessHandle.current().pid();
    return new PrivateFolder(Files.createTempDirectory(parent, PREFIX + pid + "-"));
  }

  private static boolean isLeft(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches(PREFIX + "\\d{1,10}-\\d+") || !Files.isWritable(path)) {
      return false;
    }
    long pid = Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
    return ProcessHandle.of(pid).isEmpty();
  }

  /** A file for nobody else, either. */
  public Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.getLogger(PrivateFolder.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: {0}: {1}", folder, e.getMessage());
    }
  }
}
