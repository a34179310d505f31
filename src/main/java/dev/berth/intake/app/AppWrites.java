package dev.berth.intake.app;

import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.receipt.Retries;
import dev.berth.port.ContextPinner;
import dev.berth.spec.App;
import dev.berth.spec.Holders;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one write path: reads the row once, asks the guards in their order, makes the next
 * generation, weighs it against the quotas, stores it and wakes the loop. A dry run is the same
 * path without its last step.
 */
final class AppWrites {
  private final IntakeDeps deps;
  private final List<WriteGuard> guards;

  AppWrites(IntakeDeps deps) {
    this.deps = deps;
    List<WriteGuard> ordered = new ArrayList<>();
    ordered.add(new ScopeGuard(deps.scope()));
    ordered.add(new FrontGuard());
    deps.owners().map(OwnerGuard::new).ifPresent(ordered::add);
    ordered.add(new PresenceGuard(deps.state()));
    ordered.add(new ValidationGuard(deps.catalog().names()));
    ordered.add(new MoveGuard(deps.engines()));
    ordered.add(new SwarmGuard(deps.engines()));
    ordered.add(new AdmissionGuard(deps.admission()));
    this.guards = List.copyOf(ordered);
  }

  /** Carries out a command, or says why not. Made anew when somebody else was faster. */
  Receipt<DesiredApp> apply(AppCommand command, WriteOptions options) {
    Receipt<DesiredApp> receipt =
        Retries.of(() -> attempt(WriteAttempt.of(command, options, deps.state())));
    if (receipt instanceof Receipt.Accepted<DesiredApp> && !options.dryRun()) {
      guards.forEach(guard -> guard.carriedOut(command));
    }
    return receipt;
  }

  private Receipt<DesiredApp> attempt(WriteAttempt attempt) {
    return guards.stream()
        .flatMap(guard -> guard.refusal(attempt).stream())
        .findFirst()
        .orElseGet(() -> carryOut(attempt));
  }

  private Receipt<DesiredApp> carryOut(WriteAttempt attempt) {
    return switch (attempt.command()) {
      case AppCommand.Create create -> pinned(attempt, resolved -> created(attempt, resolved));
      case AppCommand.Put put -> pinned(attempt, resolved -> put(attempt, resolved));
      case AppCommand.RollBack back -> again(attempt, attempt.old().orElseThrow());
      case AppCommand.Remove remove ->
          changed(attempt, before -> AppTransitions.deleting(before, remove.volumes(), now()));
      case AppCommand.Stop stop ->
          changed(attempt, before -> AppTransitions.stopped(before, stop.halt()));
      case AppCommand.Start start ->
          changed(
              attempt,
              before -> before.isStopped() ? AppTransitions.running(before, now()) : before);
      case AppCommand.Restart restart ->
          changed(attempt, before -> AppTransitions.running(before, now()));
      case AppCommand.Drive drive -> driven(attempt, drive.action());
    };
  }

  private Receipt<DesiredApp> driven(WriteAttempt attempt, RolloutAction action) {
    List<Revision> revisions = deps.state().revisions(attempt.command().app());
    try {
      return changed(
          attempt,
          before ->
              new RolloutActions(before, revisions, now())
                  .next(action, attempt.options().author()));
    } catch (RolloutActions.Refused e) {
      return new Receipt.Conflict<>(e.why());
    }
  }

  private Instant now() {
    return deps.clock().instant();
  }

  /** What links add is added, and what builds may copy from is kept by its content. */
  private Receipt<DesiredApp> pinned(
      WriteAttempt attempt, Function<App, Receipt<DesiredApp>> write) {
    AppDraft draft = attempt.draft().orElseThrow();
    App wanted =
        Holders.lay(deps.catalog().resolve(draft.app(), attempt.stored().map(DesiredApp::app)));
    ContextPinner pinner = attempt.options().dryRun() ? deps.contexts().preview() : deps.contexts();
    return switch (pinner.pin(wanted, draft)) {
      case Validated.Invalid<App> invalid -> new Receipt.Invalid<>(invalid.violations());
      case Validated.Valid<App> valid ->
          write.apply(
              attempt
                  .stored()
                  .map(before -> KeptImageUpdates.kept(before, draft.app(), valid.value()))
                  .orElse(valid.value()));
    };
  }

  /** Whether it runs, and what clients keep beside it, is not what a second creation says. */
  private Receipt<DesiredApp> created(WriteAttempt attempt, App resolved) {
    AppDraft draft = attempt.draft().orElseThrow();
    Optional<DesiredApp> stored = attempt.stored();
    if (stored.filter(s -> !AppTransitions.saysTheSame(s.declared(), draft.app())).isPresent()) {
      return AppRefusals.exists(draft.app().name());
    }
    App.RunState kept = stored.map(s -> s.app().state()).orElse(draft.app().state());
    return replaced(
        attempt,
        draft.app().withState(kept),
        resolved.withState(kept),
        stored.map(DesiredApp::notes).orElse(draft.notes()));
  }

  private Receipt<DesiredApp> put(WriteAttempt attempt, App resolved) {
    AppDraft draft = attempt.draft().orElseThrow();
    Optional<DesiredApp> stored = attempt.stored();
    return attempt
        .options()
        .precondition()
        .breach(stored.map(DesiredApp::resourceVersion))
        .<Receipt<DesiredApp>>map(Receipt.PreconditionFailed::new)
        .orElseGet(() ->
            replaced(attempt, draft.app(), resolved, AppTransitions.notes(stored, draft.notes())));
  }

  /** Whether it is to run is not part of what is rolled back. */
  private Receipt<DesiredApp> again(WriteAttempt attempt, Revision old) {
    DesiredApp before = attempt.stored().orElseThrow();
    App.RunState kept = before.app().state();
    return replaced(
        attempt, old.declared().withState(kept), old.app().withState(kept), before.notes());
  }

  private Receipt<DesiredApp> replaced(
      WriteAttempt attempt, App declared, App resolved, ClientMetadata notes) {
    if (attempt.stored().isEmpty()) {
      DesiredApp first = AppTransitions.first(declared, resolved, now()).withNotes(notes);
      return saved(attempt, Receipt.Outcome.CREATED, 0, first);
    }
    DesiredApp before = attempt.stored().get();
    if (before.isDeleting()) {
      return AppRefusals.deleting(before);
    }
    return changed(
        attempt,
        stored -> AppTransitions.replaced(stored, declared, resolved, now()).withNotes(notes));
  }

  private Receipt<DesiredApp> changed(WriteAttempt attempt, UnaryOperator<DesiredApp> change) {
    DesiredApp before = attempt.stored().orElseThrow();
    DesiredApp next = change.apply(before);
    return next.equals(before)
        ? new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, before)
        : saved(attempt, Receipt.Outcome.UPDATED, before.resourceVersion(), next);
  }

  private Receipt<DesiredApp> saved(
      WriteAttempt attempt, Receipt.Outcome outcome, long expected, DesiredApp next) {
    WriteOptions options = attempt.options();
    Supplier<DesiredApp> last =
        options.dryRun() ? () -> next : () -> deps.state().save(expected, next, options.author());
    try {
      DesiredApp stored = deps.appSave().save(deps.state(), next, last);
      if (!options.dryRun()) {
        options.wake().orElse(deps.wake()).accept(stored.name());
      }
      return new Receipt.Accepted<>(outcome, stored);
    } catch (AppSave.Excess e) {
      return new Receipt.Denied<>(e.violations());
    }
  }
}
