package dev.berth.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of replicas, or a percentage of them.
 *
 * @param amount from 0 up
 * @param isPercent whether it is of a hundred
 */
public record IntOrPercent(int amount, boolean isPercent) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})(%?)");
  private static final int WHOLE = 100;

  /** Reads {@code 2} or {@code 25%}. */
  public static Optional<IntOrPercent> of(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new IntOrPercent(Integer.parseInt(parts.group(1)), !parts.group(2).isEmpty()))
            .filter(share -> !share.isPercent || share.amount <= WHOLE)
        : Optional.empty();
  }

  /** Of so many, rounded up. */
  public int upOf(int replicas) {
    return isPercent ? (replicas * amount + WHOLE - 1) / WHOLE : amount;
  }

  /** Of so many, rounded down. */
  public int downOf(int replicas) {
    return isPercent ? replicas * amount / WHOLE : amount;
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return amount + (isPercent ? "%" : "");
  }
}
