package dev.berth.intake;

import dev.berth.manifest.LinkCatalog;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Checked;
import dev.berth.spec.ContextPinner;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.DesiredState;
import dev.berth.spec.Policy;
import dev.berth.spec.SpecRules;
import dev.berth.spec.Violation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Checks, stores, and wakes the loop. */
public final class AppIntake implements Intake {
  /** Writers of one app at the same time; more is a storm that a client should hear of. */
  private static final int MOST_TRIES = 10;

  private final DesiredState state;
  private final LinkCatalog catalog;
  private final ContextPinner contexts;
  private final Policy policy;
  private final InstantSource clock;
  private final Consumer<String> wake;

  /** Over what is stored; {@code wake} is called with the name of each app that was changed. */
  public AppIntake(
      DesiredState state,
      LinkCatalog catalog,
      ContextPinner contexts,
      Policy policy,
      InstantSource clock,
      Consumer<String> wake) {
    this.state = state;
    this.catalog = catalog;
    this.contexts = contexts;
    this.policy = policy;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public Receipt create(AppDraft draft, String author) {
    return write(
        draft,
        (declared, resolved) -> {
          Optional<DesiredApp> stored = state.find(declared.name());
          if (stored.filter(s -> !saysTheSame(s.declared(), declared)).isPresent()) {
            return new Receipt.Conflict(
                "app " + declared.name() + " exists and is another one; PUT replaces it");
          }
          App.RunState kept = stored.map(s -> s.app().state()).orElse(declared.state());
          return replace(stored, declared.withState(kept), resolved.withState(kept), author);
        });
  }

  private static boolean saysTheSame(App one, App other) {
    return one.withState(App.RunState.RUNNING).equals(other.withState(App.RunState.RUNNING));
  }

  @Override
  public Receipt put(AppDraft draft, Precondition precondition, String author) {
    return write(
        draft,
        (declared, resolved) -> {
          Optional<DesiredApp> stored = state.find(declared.name());
          Optional<String> breach = precondition.breach(stored);
          return breach.isPresent()
              ? new Receipt.PreconditionFailed(breach.get())
              : replace(stored, declared, resolved, author);
        });
  }

  /** What to do with an app that is well written and allowed. */
  private interface Write {
    Receipt with(App declared, App resolved);
  }

  private Receipt write(AppDraft draft, Write write) {
    Checked<App> checked = SpecRules.check(draft, catalog.names());
    if (checked instanceof Checked.Invalid<App> invalid) {
      return new Receipt.Invalid(invalid.violations());
    }
    List<Violation> denials = policy.denials(draft);
    if (!denials.isEmpty()) {
      return new Receipt.Denied(denials);
    }
    return switch (contexts.pin(catalog.resolve(draft.app()), draft)) {
      case Checked.Invalid<App> invalid -> new Receipt.Invalid(invalid.violations());
      case Checked.Valid<App> valid -> retrying(() -> write.with(draft.app(), valid.value()));
    };
  }

  private interface Attempt {
    Receipt make();
  }

  /** Somebody else may write between a look and a write: then look again. */
  private static Receipt retrying(Attempt attempt) {
    DesiredState.Conflict last = new DesiredState.Conflict("nothing was tried");
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return attempt.make();
      } catch (DesiredState.Conflict e) {
        last = e;
      }
    }
    return new Receipt.Conflict(String.valueOf(last.getMessage()));
  }

  private Receipt replace(Optional<DesiredApp> stored, App declared, App resolved, String author) {
    if (stored.isEmpty()) {
      return saved(Receipt.Outcome.CREATED, 0, first(declared, resolved), author);
    }
    DesiredApp before = stored.get();
    if (before.isDeleting()) {
      return deleting(before);
    }
    if (before.declared().equals(declared) && before.app().equals(resolved)) {
      return new Receipt.Accepted(Receipt.Outcome.UNCHANGED, before);
    }
    boolean sameContent = saysTheSame(before.app(), resolved);
    boolean resumes = before.isStopped() && declared.state() == App.RunState.RUNNING;
    DesiredApp next =
        new DesiredApp(
            before.uid(),
            before.generation() + 1,
            before.revision() + (sameContent ? 0 : 1),
            before.resourceVersion(),
            declared,
            resolved,
            before.createdAt(),
            resumes ? Optional.of(clock.instant()) : before.restartedAt(),
            DesiredApp.Halt.GRACEFUL,
            Optional.empty());
    return saved(Receipt.Outcome.UPDATED, before.resourceVersion(), next, author);
  }

  private static Receipt deleting(DesiredApp app) {
    return new Receipt.Conflict(
        "app " + app.name() + " is being deleted; wait until GET answers 404, then try again");
  }

  private DesiredApp first(App declared, App resolved) {
    return new DesiredApp(
        UUID.randomUUID().toString(),
        1,
        1,
        0,
        declared,
        resolved,
        clock.instant(),
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty());
  }

  private Receipt saved(Receipt.Outcome outcome, long expected, DesiredApp next, String author) {
    DesiredApp stored = state.save(expected, next, author);
    wake.accept(stored.name());
    return new Receipt.Accepted(outcome, stored);
  }

  @Override
  public Receipt remove(String app, boolean volumes, Precondition precondition, String author) {
    return change(
        app,
        precondition,
        author,
        before ->
            before.deletion().filter(d -> d.volumes() || !volumes).isPresent()
                ? before
                : changed(
                    before,
                    before.app().state(),
                    before.restartedAt(),
                    before.halt(),
                    Optional.of(new DesiredApp.Deletion(clock.instant(), volumes))));
  }

  @Override
  public Receipt stop(String app, DesiredApp.Halt halt, String author) {
    return unlessDeleting(
        app,
        author,
        before ->
            before.isStopped() && before.halt().equals(halt)
                ? before
                : changed(
                    before, App.RunState.STOPPED, before.restartedAt(), halt, before.deletion()));
  }

  @Override
  public Receipt start(String app, String author) {
    return unlessDeleting(app, author, before -> before.isStopped() ? running(before) : before);
  }

  @Override
  public Receipt restart(String app, String author) {
    return unlessDeleting(app, author, this::running);
  }

  /** Containers that ended before this moment ended on purpose. */
  private DesiredApp running(DesiredApp before) {
    Instant now = clock.instant();
    return changed(
        before,
        App.RunState.RUNNING,
        Optional.of(now),
        DesiredApp.Halt.GRACEFUL,
        before.deletion());
  }

  private static DesiredApp changed(
      DesiredApp before,
      App.RunState runState,
      Optional<Instant> restartedAt,
      DesiredApp.Halt halt,
      Optional<DesiredApp.Deletion> deletion) {
    return new DesiredApp(
        before.uid(),
        before.generation() + 1,
        before.revision(),
        before.resourceVersion(),
        before.declared().withState(runState),
        before.app().withState(runState),
        before.createdAt(),
        restartedAt,
        halt,
        deletion);
  }

  private Receipt unlessDeleting(String app, String author, UnaryOperator<DesiredApp> change) {
    Optional<Receipt> refusal =
        state.find(app).filter(DesiredApp::isDeleting).map(AppIntake::deleting);
    return refusal.orElseGet(() -> change(app, new Precondition.None(), author, change));
  }

  private Receipt change(
      String app,
      Precondition precondition,
      String author,
      Function<DesiredApp, DesiredApp> change) {
    return retrying(() -> {
      Optional<DesiredApp> before = state.find(app);
      if (before.isEmpty()) {
        return new Receipt.NotFound(app);
      }
      Optional<String> breach = precondition.breach(before);
      if (breach.isPresent()) {
        return new Receipt.PreconditionFailed(breach.get());
      }
      DesiredApp next = change.apply(before.get());
      return next.equals(before.get())
          ? new Receipt.Accepted(Receipt.Outcome.UNCHANGED, next)
          : saved(Receipt.Outcome.UPDATED, before.get().resourceVersion(), next, author);
    });
  }

  @Override
  public Optional<DesiredApp> find(String app) {
    return state.find(app);
  }

  @Override
  public List<DesiredApp> all() {
    return state.all();
  }
}
