package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.SwarmRules;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;

/**
 * An app on a Swarm has nothing that a Swarm would pass over; what nodes are there is seen later.
 */
record SwarmGuard(KnownEngines engines) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    return attempt
        .draft()
        .filter(draft -> engines.isSwarm().test(engines.of(draft.app())))
        .map(draft -> SwarmRules.check(draft, true))
        .filter(violations -> !violations.isEmpty())
        .map((List<Violation> violations) -> new Receipt.Invalid<>(violations));
  }
}
