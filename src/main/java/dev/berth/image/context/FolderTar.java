package dev.berth.image.context;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A folder as an archive that {@code PUT /v1/contexts} takes: what its rules let through. */
public final class FolderTar {
  private FolderTar() {}

  /**
   * Writes it.
   *
   * @param dockerfile is sent whatever the rules say; rules of its own lie beside it
   */
  public static void write(Path folder, String dockerfile, Path archive)
      throws IOException, ContextException {
    write(new ContextFolder(ConfinedTree.own(folder), dockerfile), archive);
  }

  /** Writes all of it but what is named, in the words of a {@code .dockerignore}. */
  public static void writeAll(Path folder, List<String> but, Path archive)
      throws IOException, ContextException {
    DockerIgnore ignore = DockerIgnore.parse(String.join("\n", but));
    write(new ContextFolder(ConfinedTree.own(folder), ignore), archive);
  }

  private static void write(ContextFolder context, Path archive)
      throws IOException, ContextException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(archive), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (ContextFile file : context.files().values()) {
        file.write(tar);
      }
    }
  }
}
