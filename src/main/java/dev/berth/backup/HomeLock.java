package dev.berth.backup;

import dev.berth.database.DatabaseAddress;
import dev.berth.database.DatabaseLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lock that a running Berth holds on its database: who has it is alone in the home. */
public record HomeLock(Optional<FileChannel> held, Optional<DatabaseLock> elsewhere)
    implements AutoCloseable {
  /** Whether somebody else has it. */
  public static boolean isHeld(Path home) throws IOException {
    try {
      of(home, Optional.empty()).close();
      return false;
    } catch (BackupException e) {
      return true;
    }
  }

  /** Of a home, and of a database that its Berth has elsewhere. */
  static HomeLock of(Path home, Optional<DatabaseAddress> elsewhere)
      throws IOException, BackupException {
    HomeLock file = of(home);
    if (elsewhere.isEmpty()) {
      return file;
    }
    try {
      Optional<DatabaseLock> lock = DatabaseLock.take(elsewhere.get());
      if (lock.isPresent()) {
        return new HomeLock(file.held(), lock);
      }
      file.close();
      throw new BackupException("a Berth runs on " + elsewhere.get().place() + ": stop it first");
    } catch (SQLException e) {
      file.close();
      throw new BackupException(
          elsewhere.get().place() + " does not answer: " + String.valueOf(e.getMessage()));
    }
  }

  private static HomeLock of(Path home) throws IOException, BackupException {
    Path database = home.resolve(HomeFiles.DATABASE);
    if (!Files.exists(database)) {
      return new HomeLock(Optional.empty(), Optional.empty());
    }
    FileChannel channel =
        FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new BackupException("a Berth runs in " + home + ": stop it first");
    }
    return new HomeLock(Optional.of(channel), Optional.empty());
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
    if (elsewhere.isPresent()) {
      try {
        elsewhere.get().close();
      } catch (SQLException e) {
        throw new IOException("leave the database", e);
      }
    }
  }
}
