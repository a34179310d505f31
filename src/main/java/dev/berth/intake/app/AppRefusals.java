package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Optional;

/** Why a write to an app is refused, in one place for all doors. */
final class AppRefusals {
  private AppRefusals() {}

  static Receipt<DesiredApp> exists(String app) {
    return new Receipt.Conflict<>("app " + app + " exists and is another one; PUT replaces it");
  }

  static Receipt<DesiredApp> deleting(DesiredApp app) {
    return new Receipt.Conflict<>(
        "app " + app.name() + " is being deleted; wait until GET answers 404, then try again");
  }

  static Receipt<DesiredApp> noRevision(long revision, List<Revision> revisions) {
    List<Long> known = revisions.stream().map(Revision::number).sorted().toList();
    return new Receipt.Invalid<>(
        List.of(
            new Violation(
                "revision", "there is no revision " + revision + "; there are " + known)));
  }

  static Receipt<DesiredApp> owned(OwnedApp ownedApp) {
    return new Receipt.Conflict<>(
        "app "
            + ownedApp.app()
            + " belongs to source "
            + ownedApp.source()
            + ": change its file "
            + ownedApp.file()
            + ", or say ?force=true, which lasts until the next sync");
  }

  /** Of a change to an app that has to be there. */
  static Optional<Receipt<DesiredApp>> of(
      String app, Optional<DesiredApp> before, Precondition precondition) {
    return before.isEmpty()
        ? Optional.of(new Receipt.NotFound<>(app))
        : precondition
            .breach(before.map(DesiredApp::resourceVersion))
            .map(Receipt.PreconditionFailed<DesiredApp>::new);
  }
}
