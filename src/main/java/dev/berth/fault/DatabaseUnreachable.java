package dev.berth.fault;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database does not answer, or not in time: it is gone, ends, begins, hangs, or has no
 * connection left. Nobody's mistake, and over by itself when it is back.
 */
public final class DatabaseUnreachable extends IllegalStateException {
  /** For people: what it is, and that it ends. */
  public static final String ADVICE =
      "the database does not answer: nothing was stored, and what runs goes on; Berth goes on by"
          + " itself once it is back (`bin/berth doctor` looks at it)";

  /** For programs: after so long it is worth another try. */
  public static final int RETRY_SECONDS = 2;

  private static final long serialVersionUID = 1;

  /**
   * Connections that break or cannot be made (08), idle ones that were ended (25P03), too many
   * (53300), statements that took too long (57014), servers that end or begin (57P01 to 57P03): the
   * SQL standard, and PostgreSQL's appendix of error codes.
   */
  private static final String STATES = "08...|25P03|53300|57014|57P0[1-3]";

  private static final Pattern STATE = Pattern.compile(STATES);

  /** As the pool and Hibernate log it. */
  private static final Pattern WORDS =
      Pattern.compile(
          "acquisition timeout|SQLState: ("
              + STATES
              + ")|error occurred while sending to the backend|connection to \\S+ refused",
          Pattern.CASE_INSENSITIVE);

  /** What was waited for. */
  public DatabaseUnreachable(String what) {
    super(what);
  }

  /** Whether a text says so. */
  public static boolean isTold(@Nullable String text) {
    return WORDS.matcher(String.valueOf(text)).find();
  }

  /** Whether a failure comes of that, or one that it brought along. */
  public static boolean isCauseOf(@Nullable Throwable failure) {
    return FailureCauses.all(failure).anyMatch(DatabaseUnreachable::isOne);
  }

  private static boolean isOne(Throwable failure) {
    return failure instanceof DatabaseUnreachable
        || isTold(failure.getMessage())
        || (failure instanceof SQLException told
            && STATE.matcher(String.valueOf(told.getSQLState())).matches());
  }
}
