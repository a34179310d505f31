package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/**
 * What is to be changed has to be there, and to be what the client took it for. Of what is written
 * whole that is asked last: HTTP asks its conditions of requests that would be carried out.
 */
record PresenceGuard(AppStore state) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    return switch (attempt.command()) {
      case AppCommand.Written written -> Optional.empty();
      case AppCommand.Remove remove -> absence(attempt);
      case AppCommand.RollBack back ->
          absence(attempt).or(() -> attempt.old().isPresent() ? Optional.empty() : missing(back));
      case AppCommand.Stop stop -> deletion(attempt).or(() -> absence(attempt));
      case AppCommand.Start start -> deletion(attempt).or(() -> absence(attempt));
      case AppCommand.Restart restart -> deletion(attempt).or(() -> absence(attempt));
      case AppCommand.Drive drive -> deletion(attempt).or(() -> absence(attempt));
    };
  }

  private static Optional<Receipt<DesiredApp>> absence(WriteAttempt attempt) {
    return AppRefusals.of(
        attempt.command().app(), attempt.stored(), attempt.options().precondition());
  }

  private static Optional<Receipt<DesiredApp>> deletion(WriteAttempt attempt) {
    return attempt.stored().filter(DesiredApp::isDeleting).map(AppRefusals::deleting);
  }

  private Optional<Receipt<DesiredApp>> missing(AppCommand.RollBack back) {
    return Optional.of(AppRefusals.noRevision(back.revision(), state.revisions(back.app())));
  }
}
