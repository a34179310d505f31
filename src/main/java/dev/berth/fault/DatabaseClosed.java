package dev.berth.fault;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Failures of the moments after H2 has closed itself, which a write that fails makes it do. */
public final class DatabaseClosed {
  /** For people: what it is, and that it ends. */
  public static final String ADVICE =
      "the database closed itself after a write that failed, and is being opened again: nothing was"
          + " stored; try again in a moment";

  /** H2's codes: it is closed; its file is locked by one that is not gone yet. */
  private static final Pattern WORDS = Pattern.compile("\\[(90098|90020)-\\d+]");

  private DatabaseClosed() {}

  /** Whether a text says so. */
  public static boolean isTold(@Nullable String text) {
    return WORDS.matcher(String.valueOf(text)).find();
  }

  /** Whether a failure comes of that. */
  public static boolean isCauseOf(@Nullable Throwable failure) {
    return FailureCauses.of(failure).anyMatch(one -> isTold(one.getMessage()));
  }
}
