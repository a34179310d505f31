package dev.berth.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Failures that are those of a full disk, whatever wraps them: only the words tell. */
public final class DiskFull {
  /** For people: what it is, and what mends it. */
  public static final String ADVICE =
      "the disk of Berth's home is full: nothing was stored, and what runs goes on; make room"
          + " there (old backups, logs, berth.images.gc-age), then try again: Berth goes on by"
          + " itself";

  /** As Linux, quotas and Windows say it. */
  private static final List<String> WORDS =
      List.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

  /** How deep causes are looked for: some libraries make rings of them. */
  private static final int DEEPEST = 12;

  private static final Pattern SAID =
      Pattern.compile(
          WORDS.stream().map(Pattern::quote).collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE);

  private DiskFull() {}

  /** Whether a text says that a disk is full. */
  public static boolean isTold(@Nullable String text) {
    String lower = String.valueOf(text).toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  /** A text that says so of another disk, in other words: none that tell of this one. */
  public static String reworded(String text, String words) {
    return SAID.matcher(text).replaceAll(Matcher.quoteReplacement(words));
  }

  /** Whether a failure comes of a full disk, or one that it brought along. */
  public static boolean isCauseOf(@Nullable Throwable failure) {
    return isCauseOf(failure, DEEPEST);
  }

  private static boolean isCauseOf(@Nullable Throwable failure, int depth) {
    if (failure == null || depth == 0) {
      return false;
    }
    return isTold(failure.getMessage())
        || isCauseOf(failure.getCause(), depth - 1)
        || Arrays.stream(failure.getSuppressed()).anyMatch(one -> isCauseOf(one, depth - 1));
  }
}
