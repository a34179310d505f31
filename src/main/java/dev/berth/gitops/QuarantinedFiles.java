package dev.berth.gitops;

import dev.berth.intake.app.Intake;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import java.util.Optional;

/**
 * Whether files still declare what has failed and was rolled back: that is not applied again. Any
 * other content, however small the difference, is a new try.
 */
final class QuarantinedFiles {
  private QuarantinedFiles() {}

  static Optional<FileError> of(AppDraft draft, Intake door) {
    return door.find(draft.app().name())
        .flatMap(stored -> stored.quarantine().filter(q -> isTheSame(q, draft, door)))
        .map(quarantine -> FileError.of(message(draft.app().name(), quarantine)));
  }

  private static boolean isTheSame(Quarantine quarantine, AppDraft draft, Intake door) {
    Receipt<DesiredApp> again = door.dryRun().put(draft, new Precondition.None(), "nobody");
    return again instanceof Receipt.Accepted<DesiredApp> accepted
        && door.revisions(draft.app().name()).stream()
            .filter(revision -> revision.number() == quarantine.revision())
            .anyMatch(failed -> isTheSame(failed, accepted.desired()));
  }

  /** Whether it is to run is no part of what has failed. */
  private static boolean isTheSame(Revision failed, DesiredApp wanted) {
    return running(failed.declared()).equals(running(wanted.declared()))
        && running(failed.app()).equals(running(wanted.app()));
  }

  private static App running(App app) {
    return app.withState(App.RunState.RUNNING);
  }

  private static String message(String app, Quarantine quarantine) {
    return "app "
        + app
        + ": revision "
        + quarantine.revision()
        + " failed and was rolled back to what revision "
        + quarantine.target()
        + " declared: "
        + quarantine.reason()
        + ": "
        + quarantine.message()
        + "; it is not tried again until its files change";
  }
}
