package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.Front;
import dev.berth.spec.IngressTls;
import dev.berth.spec.policy.ExternalReference;
import dev.berth.spec.policy.ExternalReferences;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The front door is Berth's own: it comes with the first name, and goes with the last one. */
record FrontGuard() implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    Optional<Receipt<DesiredApp>> reach = attempt.draft().flatMap(FrontGuard::reach);
    if (reach.isPresent()) {
      return reach;
    }
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

  /** Certificates that were made for the front door, with their keys, are nobody else's. */
  private static Optional<Receipt<DesiredApp>> reach(AppDraft draft) {
    List<Violation> found =
        ExternalReferences.of(draft).stream()
            .flatMap(one ->
                one instanceof ExternalReference.OfSecret secret ? Stream.of(secret) : Stream.of())
            .filter(secret -> IngressTls.issuedFor(secret.name()).isPresent())
            .map(secret ->
                new Violation(secret.path(), "`" + secret.name() + "` is no name of a secret"))
            .toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(new Receipt.Invalid<>(found));
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
