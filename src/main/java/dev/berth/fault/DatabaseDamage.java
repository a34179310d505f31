package dev.berth.fault;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is stored cannot be read any more, for it is not what was written: met at the start, or by
 * whoever comes first to the place that is damaged.
 */
public final class DatabaseDamage extends IllegalStateException {
  /** For people: what it is, and what mends it. */
  public static final String ADVICE =
      "the database berth.mv.db in BERTH_HOME is damaged: stop Berth and put a backup there with"
          + " `bin/berth restore --force FILE` (the damaged one is kept beside, as"
          + " before-restore-…), or move it away to begin with nothing; containers and volumes go"
          + " on meanwhile";

  private static final long serialVersionUID = 1;

  /**
   * As H2 tells it: error 90030, or what its store found: 6 is a damaged file, 8 a value that is
   * none, 9 a chunk that is gone (H2, {@code DataUtils}).
   */
  private static final Pattern WORDS =
      Pattern.compile("\\[90030-\\d+]|file corrupted|\\[\\d+\\.\\d+\\.\\d+/[689]]");

  /** Of a text that is not what was stored. */
  public DatabaseDamage(String what, Throwable cause) {
    super(what, cause);
  }

  /** Whether a text says so. */
  public static boolean isTold(@Nullable String text) {
    return WORDS.matcher(String.valueOf(text).toLowerCase(Locale.ROOT)).find();
  }

  /** Whether a failure comes of that. */
  public static boolean isCauseOf(@Nullable Throwable failure) {
    return FailureCauses.of(failure)
        .anyMatch(one -> one instanceof DatabaseDamage || isTold(one.getMessage()));
  }
}
