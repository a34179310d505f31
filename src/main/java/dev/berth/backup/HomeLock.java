package dev.berth.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lock that a running Berth holds on its database: who has it is alone in the home. */
public record HomeLock(Optional<FileChannel> held) implements AutoCloseable {
  /** Whether somebody else has it. */
  public static boolean isHeld(Path home) throws IOException {
    try {
      of(home).close();
      return false;
    } catch (BackupException e) {
      return true;
    }
  }

  static HomeLock of(Path home) throws IOException, BackupException {
    Path database = home.resolve(HomeFiles.DATABASE);
    if (!Files.exists(database)) {
      return new HomeLock(Optional.empty());
    }
    FileChannel channel =
        FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new BackupException("a Berth runs in " + home + ": stop it first");
    }
    return new HomeLock(Optional.of(channel));
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
