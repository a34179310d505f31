package dev.berth.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a {@link DatabaseLock} while Berth runs: takes it anew once a lost database is back. */
public final class LockKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LockKeeper.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final DatabaseAddress address;
  private final Runnable lost;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("database-lock").factory());
  private DatabaseLock lock;

  /**
   * Of a lock that was just taken.
   *
   * @param lost called once, if somebody else has it
   */
  public LockKeeper(DatabaseAddress address, DatabaseLock lock, Runnable lost) {
    this.address = address;
    this.lock = lock;
    this.lost = lost;
  }

  /** From now on. */
  public LockKeeper start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private synchronized void look() {
    if (lock.isHeld()) {
      return;
    }
    try {
      Optional<DatabaseLock> next = lock.again(address);
      if (next.isPresent()) {
        lock = next.get();
        LOG.log(System.Logger.Level.INFO, "the database is back, and this Berth alone on it");
      } else {
        timer.shutdown();
        lost.run();
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the database does not answer", e);
    }
  }

  @Override
  public void close() throws SQLException {
    timer.shutdownNow();
    lock.close();
  }
}
