package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.state.DesiredApp;
import java.util.Optional;

/**
 * What the app is to be has to be allowed here. What was allowed once need not be now: the
 * settings, or who asks, may be others.
 */
record AdmissionGuard(Admission admission) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    return attempt
        .draft()
        .map(admission::denials)
        .filter(denials -> !denials.isEmpty())
        .map(Receipt.Denied::new);
  }
}
