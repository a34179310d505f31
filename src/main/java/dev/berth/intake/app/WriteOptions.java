package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a command is to be carried out.
 *
 * @param author as the history tells it
 * @param dryRun whether nothing is stored and nobody woken: the receipt says what would be wanted
 * @param force whether what a source's files decide is let through, until its next sync
 * @param wake who hears the names of changed apps, in place of the loop
 */
public record WriteOptions(
    String author,
    Precondition precondition,
    boolean dryRun,
    boolean force,
    Optional<Consumer<String>> wake) {

  /** A plain write. */
  public static final WriteOptions PLAIN =
      new WriteOptions("", new Precondition.None(), false, false, Optional.empty());

  WriteOptions by(String name, Precondition asked) {
    return new WriteOptions(name, asked, dryRun, force, wake);
  }
}
