package dev.berth.boot.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.fault.DatabaseClosed;
import dev.berth.fault.DatabaseDamage;
import dev.berth.fault.DatabaseUnreachable;
import dev.berth.fault.DiskFull;
import dev.berth.fault.Misconfigured;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Faults of the surroundings are one line in the log; bugs keep their traces. */
class FaultFilterTest {
  private final FaultFilter filter = new FaultFilter();

  private static LogRecord record(String message, Throwable thrown) {
    LogRecord record = new LogRecord(Level.SEVERE, message);
    record.setThrown(thrown);
    return record;
  }

  @Test
  void eachFaultIsToldOnceAMinute() {
    LogRecord damage =
        record(
            "a pass failed", new IllegalStateException(new DatabaseDamage("x", new IOException())));
    LogRecord full = record("a pass failed", new IOException("No space left on device"));

    assertThat(filter.isLoggable(damage)).isTrue();
    assertThat(damage.getMessage()).isEqualTo(DatabaseDamage.ADVICE).doesNotContain("\n");
    assertThat(damage.getThrown()).isNull();
    assertThat(filter.isLoggable(record("again", new DatabaseDamage("y", new IOException()))))
        .isFalse();
    assertThat(filter.isLoggable(full)).isTrue();
    assertThat(full.getMessage()).isEqualTo(DiskFull.ADVICE);
  }

  @Test
  void theMomentsAfterAFailedWriteAreToldAsWhatTheyAre() {
    LogRecord closed =
        record(
            "a pass failed: this is a bug in Berth",
            new IllegalStateException(
                new java.sql.SQLException("Database may be already in use [90020-240]")));

    assertThat(filter.isLoggable(closed)).isTrue();
    assertThat(closed.getMessage()).isEqualTo(DatabaseClosed.ADVICE);
    assertThat(
            filter.isLoggable(
                new LogRecord(Level.WARNING, "The database has been closed [90098-240]")))
        .isFalse();
  }

  @Test
  void aDatabaseThatIsGoneIsNoBug() {
    IllegalStateException commit = new IllegalStateException("commit failed");
    commit.addSuppressed(new java.sql.SQLException("An I/O error", "08006"));
    LogRecord gone = record("a pass failed: this is a bug in Berth", commit);

    assertThat(filter.isLoggable(gone)).isTrue();
    assertThat(gone.getMessage()).isEqualTo(DatabaseUnreachable.ADVICE);
    assertThat(gone.getThrown()).isNull();
    assertThat(filter.isLoggable(new LogRecord(Level.WARNING, "SQL Error: 0, SQLState: 57P01 (x)")))
        .isFalse();
  }

  @Test
  void whatTheOperatorHasToMendIsItsOwnWords() {
    LogRecord record = record("start", new RuntimeException(new Misconfigured("put the key back")));

    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(record.getMessage()).isEqualTo("put the key back");
    assertThat(record.getThrown()).isNull();
  }

  @Test
  void aBugKeepsItsTrace() {
    IllegalStateException bug = new IllegalStateException("oops [2.4.240/4]");
    LogRecord record = record("a pass failed", bug);

    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(record.getThrown()).isSameAs(bug);
    assertThat(record.getMessage()).isEqualTo("a pass failed");
  }
}
