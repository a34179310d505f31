package dev.berth.intake.app;

import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;

/** What somebody wants of one app. */
public sealed interface AppCommand {

  /** The app's name. */
  String app();

  /** A command that says what the app is to be. */
  sealed interface Written extends AppCommand {
    AppDraft draft();

    @Override
    default String app() {
      return draft().app().name();
    }
  }

  /** A new app; one that wants the same already is accepted, another one is a conflict. */
  record Create(AppDraft draft) implements Written {}

  /** An app, new or in place of the one of that name. */
  record Put(AppDraft draft) implements Written {}

  /** The app gone; its volumes too if asked. */
  record Remove(String app, boolean volumes) implements AppCommand {}

  /** Its containers ended, and none started. */
  record Stop(String app, DesiredApp.Halt halt) implements AppCommand {}

  /** Its containers running again. */
  record Start(String app) implements AppCommand {}

  /** Every container of it started anew. */
  record Restart(String app) implements AppCommand {}

  /** An older revision's content again, as a new revision; stopped stays stopped. */
  record RollBack(String app, long revision) implements AppCommand {}

  /** Its rollout held, driven on or given up. */
  record Drive(String app, RolloutAction action) implements AppCommand {}
}
