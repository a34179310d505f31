package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;

/**
 * Each write that an intake knows, to app {@code shop}, so that a guard is tried by all of them.
 */
enum Verb {
  CREATE,
  PUT,
  REMOVE,
  STOP,
  START,
  RESTART,
  ROLL_BACK,
  PAUSE;

  private static final String BY = "test";

  /** Whether it brings a manifest of its own. */
  boolean writes() {
    return this == CREATE || this == PUT;
  }

  static AppDraft shop(String team, String spec) {
    return ManifestReader.read(
            ("{apiVersion: berth.dev/v1, kind: App, metadata: {name: shop, labels: {team: %s}},"
                    + " spec: {%s}}")
                .formatted(team, spec))
        .drafts()
        .getFirst();
  }

  Receipt<DesiredApp> by(Intake intake, AppDraft draft, Precondition precondition) {
    return switch (this) {
      case CREATE -> intake.create(draft, BY);
      case PUT -> intake.put(draft, precondition, BY);
      case REMOVE -> intake.remove("shop", false, precondition, BY);
      case STOP -> intake.stop("shop", DesiredApp.Halt.GRACEFUL, precondition, BY);
      case START -> intake.start("shop", precondition, BY);
      case RESTART -> intake.restart("shop", precondition, BY);
      case PAUSE -> intake.drive("shop", RolloutAction.PAUSE, precondition, BY);
      case ROLL_BACK -> intake.rollBack("shop", 1, precondition, BY);
    };
  }

  Receipt<DesiredApp> by(Intake intake, AppDraft draft) {
    return by(intake, draft, new Precondition.None());
  }
}
