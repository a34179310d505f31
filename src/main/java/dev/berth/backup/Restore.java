package dev.berth.backup;

import dev.berth.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the state of a backup in the place of a home's.
 *
 * <p>Until all of it lies whole on the disk, in a folder beside, nothing of the old state is
 * touched. Then that folder gets the name {@link #READY}, in one step; from there on there is only
 * the way forward, which {@link #finish} goes, again and again if need be.
 */
public final class Restore {
  private static final String DRAFT = ".restore-draft";
  private static final String READY = ".restore";

  /** In the folder: the name of the one for the old state; and, once all of that is there, DONE. */
  private static final String ASIDE = "aside";

  private static final String DONE = "aside-done";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Restore() {}

  /**
   * Restores into a home that no Berth runs in.
   *
   * @param elsewhere a PostgreSQL that the tables go to
   * @param force whether a state that is there may go; it is kept beside
   */
  public static void into(
      Path home,
      Optional<DatabaseAddress> elsewhere,
      boolean force,
      InputStream source,
      char[] passphrase)
      throws IOException, SQLException, BackupException {
    Files.createDirectories(home, OWNER_ONLY);
    try (HomeLock lock = HomeLock.of(home, elsewhere)) {
      finish(home);
      if (HomeFiles.isUsed(home) && !force) {
        throw new BackupException(
            home + " holds the state of a Berth: --force replaces it, and keeps it beside");
      }
      Path draft = home.resolve(DRAFT);
      Disk.delete(draft);
      Files.createDirectory(draft, OWNER_ONLY);
      try {
        make(draft, new Staging(draft, elsewhere, force), source, passphrase);
        Files.move(draft, home.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Disk.delete(draft);
      }
      Disk.force(home);
      finish(home);
    }
  }

  private static void make(Path draft, Staging made, InputStream source, char[] passphrase)
      throws IOException, SQLException, BackupException {
    try (Staging staging = made) {
      new BackupArchive(staging).read(source, passphrase);
    }
    Files.writeString(draft.resolve(ASIDE), "before-restore-" + STAMP.format(Instant.now()));
    Disk.force(draft.resolve(ASIDE));
    Disk.force(draft);
  }

  /** Goes on with a restore that was cut off after all of it was there; else does nothing. */
  public static void finish(Path home) throws IOException {
    Path ready = home.resolve(READY);
    if (!Files.exists(ready)) {
      return;
    }
    if (!Files.exists(ready.resolve(DONE))) {
      moveAll(home, home.resolve(Files.readString(ready.resolve(ASIDE))));
      Files.createFile(ready.resolve(DONE));
      Disk.force(ready);
    }
    moveAll(ready, home);
    Disk.delete(ready);
  }

  private static void moveAll(Path from, Path to) throws IOException {
    for (String name : HomeFiles.STATE) {
      if (Files.exists(from.resolve(name))) {
        Files.createDirectories(to, OWNER_ONLY);
        Files.move(from.resolve(name), to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    if (Files.exists(to)) {
      Disk.force(to);
    }
  }
}
