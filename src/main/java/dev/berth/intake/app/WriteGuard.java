package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/** Decides whether a command goes on (Kubernetes: admission). Asked before anything is stored. */
interface WriteGuard {

  /** Why it does not, or empty if it does. */
  Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt);

  /** A command that was let through has been carried out; never told of a dry run. */
  default void carriedOut(AppCommand command) {}
}
