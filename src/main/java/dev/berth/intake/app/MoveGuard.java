package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;

/** Data does not move with an app: who takes it to another engine has to say that he knows. */
record MoveGuard(KnownEngines engines) implements WriteGuard {

  @Override
  public Optional<Receipt<DesiredApp>> refusal(WriteAttempt attempt) {
    return attempt
        .stored()
        .filter(stored -> !stored.isDeleting())
        .flatMap(stored -> attempt.draft().flatMap(draft -> refusal(stored.app(), draft)));
  }

  private Optional<Receipt<DesiredApp>> refusal(App before, AppDraft draft) {
    String from = engines.of(before);
    String to = engines.of(draft.app());
    List<String> volumes =
        before.volumes().entrySet().stream()
            .filter(volume -> volume.getValue().external().isEmpty())
            .map(volume -> volume.getKey())
            .toList();
    return from.equals(to)
            || volumes.isEmpty()
            || draft.app().placement().abandonVolumes()
            || !engines.holds(from)
        ? Optional.empty()
        : Optional.of(
            new Receipt.Invalid<>(
                List.of(
                    new Violation(
                        draft.path("placement.engine"),
                        "would move the app from engine "
                            + from
                            + " to "
                            + to
                            + ", and its volumes stay where they are: "
                            + String.join(", ", volumes)
                            + "; copy their data, then set placement.abandonVolumes: true"))));
  }
}
