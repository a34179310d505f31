package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.HiddenArgs;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A command beside what is stored, read once: what guards decide about. Who comes second because
 * somebody else wrote makes a new one.
 *
 * @param stored the app as it is
 * @param old the revision that is to be wanted again
 * @param draft what the app is to be, where the command says that
 */
record WriteAttempt(
    AppCommand command,
    WriteOptions options,
    Optional<DesiredApp> stored,
    Optional<Revision> old,
    Optional<AppDraft> draft) {

  static WriteAttempt of(AppCommand command, WriteOptions options, AppStore state) {
    Optional<DesiredApp> stored = state.find(command.app());
    Optional<Revision> old = old(command, stored, state);
    Optional<AppDraft> draft =
        command instanceof AppCommand.Written written
            ? Optional.of(revealed(written.draft(), stored))
            : old.map(revision -> draft(revision.app()));
    return new WriteAttempt(command, options, stored, old, draft);
  }

  private static Optional<Revision> old(
      AppCommand command, Optional<DesiredApp> stored, AppStore state) {
    return switch (command) {
      case AppCommand.RollBack back ->
          state.revisions(back.app()).stream()
              .filter(revision -> revision.number() == back.revision())
              .findFirst();
      case AppCommand.Drive drive when drive.action() == RolloutAction.ABORT ->
          stored.flatMap(app -> Revision.lastGood(state.revisions(app.name()), app.revision()));
      default -> Optional.empty();
    };
  }

  /** With the values that answers hide from who sends them back; clients' copies without them. */
  private static AppDraft revealed(AppDraft sent, Optional<DesiredApp> stored) {
    AppDraft harmless =
        sent.app().bearsSecrets() ? sent.withNotes(sent.notes().withoutLastApplied()) : sent;
    return stored
        .map(DesiredApp::declared)
        .map(before -> harmless.of(HiddenArgs.restore(before, harmless.app()).revealing(before)))
        .orElse(harmless);
  }

  private static AppDraft draft(App app) {
    return new AppDraft(app, new TreeMap<>(), "", List.of(), List.of());
  }
}
