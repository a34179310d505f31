package dev.berth.intake.app;

import dev.berth.manifest.LinkCatalog;
import dev.berth.port.ContextPinner;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.AppStore;
import dev.berth.state.SourceInventory;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the way in works with.
 *
 * @param scope tells of the request at hand which apps it may deal with
 * @param owners which apps sources answer for; empty for sources themselves
 * @param engines on which apps may lie
 * @param wake called with the name of each app that was changed
 */
public record IntakeDeps(
    AppStore state,
    LinkCatalog catalog,
    ContextPinner contexts,
    Admission admission,
    InstantSource clock,
    Consumer<String> wake,
    AppSave appSave,
    Supplier<LabelSelector> scope,
    Optional<SourceInventory> owners,
    KnownEngines engines) {

  /** For who may deal with every app, owned or not. */
  public IntakeDeps(
      AppStore state,
      LinkCatalog catalog,
      ContextPinner contexts,
      Admission admission,
      InstantSource clock,
      Consumer<String> wake,
      AppSave appSave) {
    this(
        state,
        catalog,
        contexts,
        admission,
        clock,
        wake,
        appSave,
        () -> LabelSelector.EVERYTHING,
        Optional.empty(),
        KnownEngines.LOCAL);
  }

  /** The same for requests of a scope, which leave alone what sources answer for. */
  public IntakeDeps guarded(Supplier<LabelSelector> by, SourceInventory ledger) {
    return new IntakeDeps(
        state,
        catalog,
        contexts,
        admission,
        clock,
        wake,
        appSave,
        by,
        Optional.of(ledger),
        engines);
  }

  /** The same where apps may lie on several engines. */
  public IntakeDeps on(KnownEngines several) {
    return new IntakeDeps(
        state, catalog, contexts, admission, clock, wake, appSave, scope, owners, several);
  }
}
