package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.App;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may deal with some apps only neither sees nor changes others: neither what is there, nor by
 * what is sent, nor by a revision that was another's.
 *
 * @param scope tells of the request at hand which apps it may deal with
 */
record ScopeGuard(Supplier<LabelSelector> scope) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    String app = attempt.command().app();
    boolean isHidden =
        attempt.stored().filter(stored -> !mayDealWith(stored.declared())).isPresent();
    if (attempt.command() instanceof AppCommand.Written written) {
      if (!mayDealWith(written.draft().app())) {
        return Optional.of(new Receipt.Denied<>(List.of(labels())));
      }
      return isHidden
          ? Optional.of(new Receipt.Conflict<>("app " + app + " exists, and is not for this token"))
          : Optional.empty();
    }
    if (isHidden) {
      return Optional.of(new Receipt.NotFound<>(app));
    }
    return attempt
        .stored()
        .flatMap(stored -> attempt.old())
        .filter(old -> !mayDealWith(old.declared()))
        .map(old -> new Receipt.Conflict<>("revision " + old.number() + " is not for this token"));
  }

  private boolean mayDealWith(App app) {
    return scope.get().matches(app.labels());
  }

  private Violation labels() {
    return new Violation(
        "metadata.labels", "this token is for apps with labels `" + scope.get().text() + "` only");
  }
}
