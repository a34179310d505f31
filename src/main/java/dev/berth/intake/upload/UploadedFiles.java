package dev.berth.intake.upload;

import dev.berth.compose.ProjectFiles;
import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of an unpacked project; nothing beside its folder is seen. */
final class UploadedFiles implements ProjectFiles {
  /** What one file that is read as text may have. */
  private static final long MOST_BYTES = 1 << 20;

  private final ConfinedTree tree;

  UploadedFiles(ConfinedTree tree) {
    this.tree = tree;
  }

  /** The Compose file of a folder, or of the only folder in it. */
  static Optional<Path> composeFile(Path folder, List<String> names) {
    Optional<Path> here =
        names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    if (here.isPresent()) {
      return here;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> entries = all.toList();
      return entries.size() == 1 && Files.isDirectory(entries.getFirst())
          ? composeFile(entries.getFirst(), names)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Entry look(String text) {
    try {
      Path path = tree.find(Path.of(text));
      if (!Files.exists(path)) {
        return new Missing();
      }
      return Files.isDirectory(path) ? new Folder() : read(path);
    } catch (InvalidPathException | IOException e) {
      return new Missing();
    }
  }

  Entry read(Path path) {
    try {
      return Files.size(path) > MOST_BYTES
          ? new Unreadable("has more than 1 MiB")
          : new File(tree.read(path, MOST_BYTES));
    } catch (CharacterCodingException e) {
      return new Unreadable("is not UTF-8 text");
    } catch (IOException e) {
      return new Unreadable("cannot be read");
    }
  }
}
