package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The one way in: every door changes what is wanted here and nowhere else. */
public interface Intake {

  /** Stores a new app; one that wants the same already is accepted, another one is a conflict. */
  Receipt<DesiredApp> create(AppDraft draft, String author);

  /** Stores an app, new or in place of the one of that name. */
  Receipt<DesiredApp> put(AppDraft draft, Precondition precondition, String author);

  /** Wants the app gone; its volumes too if asked. */
  Receipt<DesiredApp> remove(String app, boolean volumes, Precondition precondition, String author);

  Receipt<DesiredApp> stop(
      String app, DesiredApp.Halt halt, Precondition precondition, String author);

  Receipt<DesiredApp> start(String app, Precondition precondition, String author);

  /** Wants every container of the app started anew. */
  Receipt<DesiredApp> restart(String app, Precondition precondition, String author);

  /** Wants an older revision's content again, as a new revision; stopped stays stopped. */
  Receipt<DesiredApp> rollBack(String app, long revision, Precondition precondition, String author);

  /**
   * The same door, behind which nothing is stored and nobody is woken: receipts say what would be
   * wanted.
   */
  Intake rehearsal();

  /** The same door, with names of changed apps going elsewhere than to the loop. */
  Intake waking(Consumer<String> instead);

  /** The same door, which also lets through what a source's files decide, until its next sync. */
  Intake forced();

  Optional<DesiredApp> find(String app);

  /** Applied specs of an app, newest first; none of an app that is not there. */
  List<Revision> revisions(String app);

  /** A part of them: those below a number, newest first, so many at most. */
  List<Revision> revisions(String app, long before, int limit);

  /** All apps in name order, those being deleted too. */
  List<DesiredApp> all();

  /** A part of them: so many at most, after a name. */
  List<DesiredApp> part(String after, int limit);

  /** How many come after a name. */
  long countAfter(String name);
}
