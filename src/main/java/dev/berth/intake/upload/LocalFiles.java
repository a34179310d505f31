package dev.berth.intake.upload;

import dev.berth.compose.ProjectFiles;
import dev.berth.disk.ConfinedTree;
import dev.berth.disk.OutsideException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a Compose project on this machine's disk. */
public final class LocalFiles implements ProjectFiles {
  /** Nobody writes larger ones by hand. */
  private static final long LARGEST = 4L << 20;

  private final Optional<ConfinedTree> root;

  private LocalFiles(Optional<ConfinedTree> root) {
    this.root = root;
  }

  /** Whatever this process may read: for the command line. */
  public static LocalFiles anywhere() {
    return new LocalFiles(Optional.empty());
  }

  /** Only what really lies in a folder, links followed: for files that others wrote. */
  public static LocalFiles within(Path root) {
    return new LocalFiles(Optional.of(ConfinedTree.own(root)));
  }

  @Override
  public Entry look(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath().normalize();
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !Files.exists(file)) {
        return new Missing();
      }
      if (root.isPresent()) {
        root.get().find(file);
      }
      return Files.isDirectory(file) ? new Folder() : file(file);
    } catch (OutsideException e) {
      return new Unreadable(path + " lies outside of the project");
    } catch (CharacterCodingException e) {
      return new Unreadable(path + " is not UTF-8 text");
    } catch (IOException | IllegalArgumentException e) {
      return new Unreadable(path + " cannot be read: " + e.getMessage());
    }
  }

  private static Entry file(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return new Unreadable(file + " is no file of at most " + (LARGEST >> 20) + " MiB");
    }
    byte[] bytes = Files.readAllBytes(file);
    return new File(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }
}
