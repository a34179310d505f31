package dev.berth.boot.check;

import dev.berth.fault.Misconfigured;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps a second Berth away from a home whose database is elsewhere, until this process ends. */
public final class RunLock {
  private static final String NAME = "berth.lock";

  /** Closed with the process: a channel that nobody has is closed before. */
  private static final AtomicReference<FileChannel> HELD = new AtomicReference<>();

  private RunLock() {}

  /**
   * Takes it.
   *
   * @throws Misconfigured if another Berth has it
   */
  public static void take(Path home) {
    Path file = home.resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      HELD.set(channel);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new Misconfigured(
            "a Berth runs in "
                + home
                + " already: stop it first, or set BERTH_HOME to another folder");
      }
    } catch (IOException e) {
      throw new Misconfigured(file + " cannot be locked: " + e.getMessage());
    }
  }
}
