package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.receipt.Retries;
import dev.berth.manifest.LinkCatalog;
import dev.berth.port.ContextPinner;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.spec.validation.HiddenArgs;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Checks, stores, and wakes the loop. */
public final class AppIntake implements Intake {
  private final AppStore state;
  private final LinkCatalog catalog;
  private final ContextPinner contexts;
  private final Admission admission;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final AppSave appSave;

  /** Over what is stored; {@code wake} is called with the name of each app that was changed. */
  public AppIntake(
      AppStore state,
      LinkCatalog catalog,
      ContextPinner contexts,
      Admission admission,
      InstantSource clock,
      Consumer<String> wake,
      AppSave appSave) {
    this.appSave = appSave;
    this.state = state;
    this.catalog = catalog;
    this.contexts = contexts;
    this.admission = admission;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public Receipt<DesiredApp> create(AppDraft sent, String author) {
    AppDraft draft = harmless(sent);
    return write(
        draft,
        (stored, declared, resolved) -> {
          if (stored.filter(s -> !AppTransitions.saysTheSame(s.declared(), declared)).isPresent()) {
            return AppRefusals.exists(declared.name());
          }
          App.RunState kept = stored.map(s -> s.app().state()).orElse(declared.state());
          App wanted = followed(stored, declared, resolved).withState(kept);
          ClientMetadata clientMetadata = stored.map(DesiredApp::notes).orElse(draft.notes());
          return replace(stored, declared.withState(kept), wanted, clientMetadata, author);
        });
  }

  @Override
  public Receipt<DesiredApp> put(AppDraft sent, Precondition precondition, String author) {
    AppDraft draft = harmless(sent);
    return write(
        draft,
        (stored, declared, resolved) -> {
          Optional<String> breach = precondition.breach(stored.map(DesiredApp::resourceVersion));
          return breach.isPresent()
              ? new Receipt.PreconditionFailed<>(breach.get())
              : replace(
                  stored,
                  declared,
                  followed(stored, declared, resolved),
                  AppTransitions.notes(stored, draft.notes()),
                  author);
        });
  }

  private static AppDraft harmless(AppDraft sent) {
    return sent.app().bearsSecrets() ? sent.withNotes(sent.notes().withoutLastApplied()) : sent;
  }

  /** What to do with an app that is well written and allowed, in place of the one before. */
  private interface Write {
    Receipt<DesiredApp> with(Optional<DesiredApp> stored, App declared, App resolved);
  }

  /** All that is made of the stored row is made anew when somebody else was faster. */
  private Receipt<DesiredApp> write(AppDraft sent, Write write) {
    return Retries.of(() -> attempt(sent, state.find(sent.app().name()), write));
  }

  private Receipt<DesiredApp> attempt(AppDraft sent, Optional<DesiredApp> stored, Write write) {
    AppDraft draft =
        sent.of(
            stored
                .map(DesiredApp::declared)
                .map(before -> HiddenArgs.restore(before, sent.app()).revealing(before))
                .orElse(sent.app()));
    Validated<App> validated = SpecRules.check(draft, catalog.names());
    if (validated instanceof Validated.Invalid<App> invalid) {
      return new Receipt.Invalid<>(invalid.violations());
    }
    List<Violation> denials = admission.denials(draft);
    if (!denials.isEmpty()) {
      return new Receipt.Denied<>(denials);
    }
    App wanted = catalog.resolve(draft.app(), stored.map(DesiredApp::app));
    return switch (contexts.pin(wanted, draft)) {
      case Validated.Invalid<App> invalid -> new Receipt.Invalid<>(invalid.violations());
      case Validated.Valid<App> valid -> write.with(stored, draft.app(), valid.value());
    };
  }

  private static App followed(Optional<DesiredApp> stored, App declared, App resolved) {
    return stored.map(before -> KeptImageUpdates.kept(before, declared, resolved)).orElse(resolved);
  }

  private Receipt<DesiredApp> replace(
      Optional<DesiredApp> stored,
      App declared,
      App resolved,
      ClientMetadata clientMetadata,
      String author) {
    if (stored.isEmpty()) {
      DesiredApp first = AppTransitions.first(declared, resolved, clock.instant());
      return saved(Receipt.Outcome.CREATED, 0, first.withNotes(clientMetadata), author);
    }
    DesiredApp before = stored.get();
    if (before.isDeleting()) {
      return AppRefusals.deleting(before);
    }
    DesiredApp next = AppTransitions.replaced(before, declared, resolved, clock.instant());
    return unlessSame(before, next.withNotes(clientMetadata), author);
  }

  private Receipt<DesiredApp> unlessSame(DesiredApp before, DesiredApp next, String author) {
    return next.equals(before)
        ? new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, before)
        : saved(Receipt.Outcome.UPDATED, before.resourceVersion(), next, author);
  }

  private Receipt<DesiredApp> saved(
      Receipt.Outcome outcome, long expected, DesiredApp next, String author) {
    try {
      DesiredApp stored = appSave.save(state, expected, next, author);
      wake.accept(stored.name());
      return new Receipt.Accepted<>(outcome, stored);
    } catch (AppSave.Excess e) {
      return new Receipt.Denied<>(e.violations());
    }
  }

  @Override
  public Receipt<DesiredApp> remove(
      String app, boolean volumes, Precondition precondition, String author) {
    return change(
        app,
        precondition,
        author,
        before -> AppTransitions.deleting(before, volumes, clock.instant()));
  }

  @Override
  public Receipt<DesiredApp> stop(
      String app, DesiredApp.Halt halt, Precondition precondition, String author) {
    return unlessDeleting(
        app, precondition, author, before -> AppTransitions.stopped(before, halt));
  }

  @Override
  public Receipt<DesiredApp> start(String app, Precondition precondition, String author) {
    return unlessDeleting(
        app,
        precondition,
        author,
        before -> before.isStopped() ? AppTransitions.running(before, clock.instant()) : before);
  }

  @Override
  public Receipt<DesiredApp> restart(String app, Precondition precondition, String author) {
    return unlessDeleting(
        app, precondition, author, before -> AppTransitions.running(before, clock.instant()));
  }

  @Override
  public Receipt<DesiredApp> rollBack(
      String app, long revision, Precondition precondition, String author) {
    return Retries.of(() -> {
      Optional<DesiredApp> before = state.find(app);
      Optional<Receipt<DesiredApp>> refusal = AppRefusals.of(app, before, precondition);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      List<Revision> revisions = state.revisions(app);
      return revisions.stream()
          .filter(old -> old.number() == revision)
          .findFirst()
          .map(old -> unlessDenied(before.orElseThrow(), old, author))
          .orElseGet(() -> AppRefusals.noRevision(revision, revisions));
    });
  }

  /** What was allowed once need not be now: the settings, or who asks, may be others. */
  private Receipt<DesiredApp> unlessDenied(DesiredApp before, Revision old, String author) {
    AppDraft draft = new AppDraft(old.app(), new TreeMap<>(), "", List.of(), List.of());
    List<Violation> denials = admission.denials(draft);
    return denials.isEmpty() ? again(before, old, author) : new Receipt.Denied<>(denials);
  }

  /** Whether it is to run is not part of what is rolled back. */
  private Receipt<DesiredApp> again(DesiredApp before, Revision old, String author) {
    App.RunState kept = before.app().state();
    return replace(
        Optional.of(before),
        old.declared().withState(kept),
        old.app().withState(kept),
        before.notes(),
        author);
  }

  private Receipt<DesiredApp> unlessDeleting(
      String app, Precondition precondition, String author, UnaryOperator<DesiredApp> change) {
    Optional<Receipt<DesiredApp>> refusal =
        state.find(app).filter(DesiredApp::isDeleting).map(AppRefusals::deleting);
    return refusal.orElseGet(() -> change(app, precondition, author, change));
  }

  private Receipt<DesiredApp> change(
      String app,
      Precondition precondition,
      String author,
      Function<DesiredApp, DesiredApp> change) {
    return Retries.of(() -> {
      Optional<DesiredApp> before = state.find(app);
      Optional<Receipt<DesiredApp>> refusal = AppRefusals.of(app, before, precondition);
      return refusal.orElseGet(
          () -> unlessSame(before.orElseThrow(), change.apply(before.orElseThrow()), author));
    });
  }

  @Override
  public Intake rehearsal() {
    return new AppIntake(
        new DryRunStore(state), catalog, contexts.preview(), admission, clock, app -> {}, appSave);
  }

  @Override
  public Intake waking(Consumer<String> instead) {
    return new AppIntake(state, catalog, contexts, admission, clock, instead, appSave);
  }

  @Override
  public Intake forced() {
    return this;
  }

  @Override
  public List<Revision> revisions(String app, long before, int limit) {
    return state.revisions(app, before, limit);
  }

  @Override
  public List<Revision> revisions(String app) {
    return state.revisions(app);
  }

  @Override
  public Optional<DesiredApp> find(String app) {
    return state.find(app);
  }

  @Override
  public List<DesiredApp> all() {
    return state.all();
  }

  @Override
  public List<DesiredApp> part(String after, int limit) {
    return state.part(after, limit);
  }

  @Override
  public long countAfter(String name) {
    return state.countAfter(name);
  }
}
