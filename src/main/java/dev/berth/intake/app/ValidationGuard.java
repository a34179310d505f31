package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.App;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import java.util.Optional;
import java.util.Set;

/**
 * What is written has to obey the rules of the specification. An older revision did when it was
 * written.
 *
 * @param links names of services that links add
 */
record ValidationGuard(Set<String> links) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    if (!(attempt.command() instanceof AppCommand.Written)) {
      return Optional.empty();
    }
    return attempt
        .draft()
        .map(draft -> SpecRules.check(draft, links))
        .filter(Validated.Invalid.class::isInstance)
        .map(invalid -> new Receipt.Invalid<>(((Validated.Invalid<App>) invalid).violations()));
  }
}
