package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import java.util.Optional;

/**
 * For everybody but sources: an app that a source answers for is not changed, unless by force,
 * which the next sync undoes. How far its rollout goes is everybody's: that is in no file.
 */
record OwnerGuard(SourceInventory inventory) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    // What a source has claimed and nobody has made is not there: the answer says so.
    boolean concerns =
        attempt.command() instanceof AppCommand.Written || attempt.stored().isPresent();
    return attempt.options().force() || !concerns || attempt.command() instanceof AppCommand.Drive
        ? Optional.empty()
        : owner(attempt.command()).map(AppRefusals::owned);
  }

  @Override
  public void carriedOut(AppCommand command) {
    Optional.of(command)
        .filter(done -> !(done instanceof AppCommand.Drive))
        .flatMap(this::owner)
        .ifPresent(owned -> inventory.claim(owned.withForced(true)));
  }

  private Optional<OwnedApp> owner(AppCommand command) {
    return inventory.owner(command.app()).filter(owned -> !owned.file().isEmpty());
  }
}
