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
public final class Intake {
  private final AppWrites writes;
  private final AppReads reads;
  private final WriteOptions options;

  public Intake(IntakeDeps deps) {
    this(new AppWrites(deps), new AppReads(deps.state(), deps.scope()), WriteOptions.PLAIN);
  }

  private Intake(AppWrites writes, AppReads reads, WriteOptions options) {
    this.writes = writes;
    this.reads = reads;
    this.options = options;
  }

  /** Carries out a command, or says why not; as this door does it, by somebody. */
  public Receipt<DesiredApp> apply(AppCommand command, Precondition precondition, String author) {
    return writes.apply(command, options.by(author, precondition));
  }

  /** Stores a new app; one that wants the same already is accepted, another one is a conflict. */
  public Receipt<DesiredApp> create(AppDraft draft, String author) {
    return apply(new AppCommand.Create(draft), new Precondition.None(), author);
  }

  /** Stores an app, new or in place of the one of that name. */
  public Receipt<DesiredApp> put(AppDraft draft, Precondition precondition, String author) {
    return apply(new AppCommand.Put(draft), precondition, author);
  }

  /** Wants the app gone; its volumes too if asked. */
  public Receipt<DesiredApp> remove(
      String app, boolean volumes, Precondition precondition, String author) {
    return apply(new AppCommand.Remove(app, volumes), precondition, author);
  }

  public Receipt<DesiredApp> stop(
      String app, DesiredApp.Halt halt, Precondition precondition, String author) {
    return apply(new AppCommand.Stop(app, halt), precondition, author);
  }

  public Receipt<DesiredApp> start(String app, Precondition precondition, String author) {
    return apply(new AppCommand.Start(app), precondition, author);
  }

  /** Wants every container of the app started anew. */
  public Receipt<DesiredApp> restart(String app, Precondition precondition, String author) {
    return apply(new AppCommand.Restart(app), precondition, author);
  }

  /** Wants an older revision's content again, as a new revision; stopped stays stopped. */
  public Receipt<DesiredApp> rollBack(
      String app, long revision, Precondition precondition, String author) {
    return apply(new AppCommand.RollBack(app, revision), precondition, author);
  }

  /** Holds the app's rollout, drives it on, or gives it up. */
  public Receipt<DesiredApp> drive(
      String app, RolloutAction action, Precondition precondition, String author) {
    return apply(new AppCommand.Drive(app, action), precondition, author);
  }

  /**
   * The same door, behind which nothing is stored and nobody is woken: receipts say what would be
   * wanted.
   */
  public Intake dryRun() {
    return with(
        new WriteOptions(
            options.author(), options.precondition(), true, options.force(), options.wake()));
  }

  /** Whether nothing is stored behind this door. */
  public boolean isDryRun() {
    return options.dryRun();
  }

  /** The same door, with names of changed apps going elsewhere than to the loop. */
  public Intake waking(Consumer<String> instead) {
    return with(
        new WriteOptions(
            options.author(),
            options.precondition(),
            options.dryRun(),
            options.force(),
            Optional.of(instead)));
  }

  /** The same door, which also lets through what a source's files decide, until its next sync. */
  public Intake forced() {
    return with(
        new WriteOptions(
            options.author(), options.precondition(), options.dryRun(), true, options.wake()));
  }

  private Intake with(WriteOptions other) {
    return new Intake(writes, reads, other);
  }

  public Optional<DesiredApp> find(String app) {
    return reads.find(app);
  }

  /** Applied specs of an app, newest first; none of an app that is not there. */
  public List<Revision> revisions(String app) {
    return reads.revisions(app);
  }

  /** A part of them: those below a number, newest first, so many at most. */
  public List<Revision> revisions(String app, long before, int limit) {
    return reads.revisions(app, before, limit);
  }

  /** All apps in name order, those being deleted too. */
  public List<DesiredApp> all() {
    return reads.all();
  }

  /** A part of them: so many at most, after a name. */
  public List<DesiredApp> part(String after, int limit) {
    return reads.part(after, limit);
  }

  /** How many come after a name. */
  public long countAfter(String name) {
    return reads.countAfter(name);
  }
}
