package dev.berth.boot.check;

import dev.berth.database.DatabaseAddress;
import dev.berth.database.PostgresCheck;
import dev.berth.fault.DatabaseUnreachable;
import dev.berth.fault.Misconfigured;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Looks at a PostgreSQL before anything is opened or made in it: what stands in the way is one line
 * with the way out.
 *
 * @param patience how long a server is waited for that begins as Berth does
 */
public record DatabaseStart(DatabaseAddress address, Duration patience, PrintStream err) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long STEP_MILLIS = 500;

  public DatabaseStart(DatabaseAddress address) {
    this(address, PATIENCE, System.err);
  }

  /**
   * Waits until it answers.
   *
   * @throws Misconfigured with what stands in the way
   */
  public void await() {
    long end = System.nanoTime() + patience.toNanos();
    for (boolean isFirst = true; ; isFirst = false) {
      try {
        check();
        return;
      } catch (SQLException e) {
        if (!DatabaseUnreachable.isCauseOf(e) || System.nanoTime() > end) {
          throw new Misconfigured(
              "the database at " + address.place() + " cannot be used: " + said(e));
        }
        if (isFirst) {
          err.println(
              "berth: the database at "
                  + address.place()
                  + " does not answer yet ("
                  + said(e)
                  + "): waiting for it");
        }
        pause();
      }
    }
  }

  private void check() throws SQLException {
    List<PostgresCheck.Obstacle> obstacles = new PostgresCheck(address).obstacles();
    if (!obstacles.isEmpty()) {
      throw new Misconfigured(obstacles.getFirst().toString());
    }
  }

  private static String said(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static void pause() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Misconfigured("ended while waiting for the database");
    }
  }
}
