package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.Front;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/** The front door is Berth's own: it comes with the first name, and goes with the last one. */
record FrontGuard() implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    AppCommand command = attempt.command();
    boolean isMeant =
        command.app().equals(Front.APP)
            && attempt.stored().map(stored -> Front.isFront(stored.declared())).orElse(true);
    return isMeant && isOfContent(command)
        ? Optional.of(
            new Receipt.Conflict<>(
                "app "
                    + Front.APP
                    + " is the front door, which Berth makes while apps have ingress.hosts and"
                    + " removes with the last of them; change those"))
        : Optional.empty();
  }

  private static boolean isOfContent(AppCommand command) {
    return switch (command) {
      case AppCommand.Written written -> true;
      case AppCommand.Remove remove -> true;
      case AppCommand.RollBack back -> true;
      case AppCommand.Drive drive -> true;
      case AppCommand.Stop stop -> false;
      case AppCommand.Start start -> false;
      case AppCommand.Restart restart -> false;
    };
  }
}
