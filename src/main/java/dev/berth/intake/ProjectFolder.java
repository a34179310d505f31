package dev.berth.intake;

import dev.berth.compose.ProjectFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a Compose project on this machine's disk. */
public final class ProjectFolder implements ProjectFiles {
  /** Nobody writes larger ones by hand. */
  private static final long LARGEST = 4L << 20;

  private final Optional<Path> root;

  private ProjectFolder(Optional<Path> root) {
    this.root = root;
  }

  /** Whatever this process may read: for the command line. */
  public static ProjectFolder anywhere() {
    return new ProjectFolder(Optional.empty());
  }

  /** Only what really lies in a folder, links followed: for files that others wrote. */
  public static ProjectFolder within(Path root) {
    return new ProjectFolder(Optional.of(root.toAbsolutePath().normalize()));
  }

  @Override
  public Entry look(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath().normalize();
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !Files.exists(file)) {
        return new Missing();
      }
      if (isOutside(file)) {
        return new Unreadable(path + " lies outside of the project");
      }
      return Files.isDirectory(file) ? new Folder() : file(file);
    } catch (CharacterCodingException e) {
      return new Unreadable(path + " is not UTF-8 text");
    } catch (IOException | IllegalArgumentException e) {
      return new Unreadable(path + " cannot be read: " + e.getMessage());
    }
  }

  private boolean isOutside(Path file) throws IOException {
    return root.isPresent() && !file.toRealPath().startsWith(root.get().toRealPath());
  }

  private static Entry file(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return new Unreadable(file + " is no file of at most " + (LARGEST >> 20) + " MiB");
    }
    byte[] bytes = Files.readAllBytes(file);
    return new File(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }
}
