package dev.berth.boot.check;

import dev.berth.boot.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps the files of a home to whom it belongs: the database is as secret as the key beside it. */
@ApplicationScoped
public class HomePermissions {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final Settings settings;

  HomePermissions(Settings settings) {
    this.settings = settings;
  }

  /** What other programs or an older Berth made: the log, the database. */
  void start(@Observes @Priority(1) StartupEvent event) throws IOException {
    try (Stream<Path> files = Files.list(settings.home())) {
      List<Path> mine =
          files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
      for (Path file : mine) {
        close(file);
      }
    }
  }

  private static void close(Path file) throws IOException {
    try {
      Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
      rights.addAll(Files.getPosixFilePermissions(file));
      if (rights.retainAll(OWNERS)) {
        Files.setPosixFilePermissions(file, rights);
      }
    } catch (NoSuchFileException | UnsupportedOperationException e) {
      // Gone meanwhile, or a file system without rights.
    }
  }

  /** A home that is not there yet is made for its owner alone. */
  public static void prepare(Path home) throws IOException {
    Files.createDirectories(home, PosixFilePermissions.asFileAttribute(OWNERS));
  }
}
