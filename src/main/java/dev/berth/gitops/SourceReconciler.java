package dev.berth.gitops;

import dev.berth.intake.resource.SourceOperations;
import dev.berth.port.EventLog;
import dev.berth.state.Resource;
import dev.berth.state.SourceInventory;
import dev.berth.status.AppEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Syncs sources, and writes down how that went. Decides nothing about when. */
final class SourceReconciler {
  /** What waits for something that ends by itself, an app being deleted, need not wait long. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** A folder that is not there cannot be watched, and looking for it costs nothing. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private final SourceOrigins origins;
  private final SourceInventory ledger;
  private final IntakeFactory intakeFactory;
  private final EventLog eventLog;
  private final InstantSource clock;
  private final SyncMeter meter;
  private final Notifier notifier;
  private final Decryption decryption;

  SourceReconciler(SourceDeps tools) {
    this.origins = new SourceOrigins(tools);
    this.ledger = tools.ledger();
    this.intakeFactory = tools.doors();
    this.eventLog = tools.history();
    this.clock = tools.clock();
    this.meter = tools.meter();
    this.decryption = new Decryption(tools.home().resolve("age.key"));
    this.notifier =
        new Notifier(new SealedValues(tools.vault()), tools.threads(), Duration.ofSeconds(1));
  }

  /** The key under which what happens to a source is remembered: no app can have that name. */
  static String eventKey(String source) {
    return "source/" + source;
  }

  /**
   * Syncs.
   *
   * @param wait until the regular next time
   * @return until when to wait
   */
  Duration sync(Resource resource, boolean allowEmpty, Duration wait) {
    SourceSpec spec = SourceSpec.of(resource.spec());
    long begun = System.nanoTime();
    SourceStatus before = before(resource);
    SyncReport report = new SyncReport(before, resource, clock.instant());
    SourceStatus after;
    Duration next = wait;
    try {
      SourceTree sourceTree = decryption.of(origins.of(resource.name(), spec).read());
      TreeSync.Outcome outcome =
          new TreeSync(resource.name(), spec, sourceTree, ledger, intakeFactory, false)
              .run(allowEmpty);
      boolean isPassing = outcome.files().stream().anyMatch(FileResult::isPassing);
      next = isPassing && SOON.compareTo(wait) < 0 ? SOON : wait;
      after = report.of(outcome, ledger.claims(resource.name()), clock.instant().plus(next));
    } catch (SourceException e) {
      next = spec.folder().isPresent() && A_WHILE.compareTo(wait) < 0 ? A_WHILE : wait;
      after = report.of(e, clock.instant().plus(next));
    }
    keep(resource, before, after);
    meter.synced(resource.name(), Duration.ofNanos(System.nanoTime() - begun), after.reason());
    return next;
  }

  private SourceStatus before(Resource resource) {
    return ledger.report(resource.name()).map(SourceStatus::of).orElse(SourceStatus.NONE);
  }

  private void keep(Resource resource, SourceStatus before, SourceStatus after) {
    ledger.saveReport(resource.name(), after.tree());
    tell(resource, before, after);
  }

  /** One event for each change of what is true, none for a sync that finds all as before. */
  private void tell(Resource resource, SourceStatus before, SourceStatus after) {
    boolean isAsBefore =
        before.revision().equals(after.revision())
            && before.reason().equals(after.reason())
            && before.message().equals(after.message());
    if (isAsBefore) {
      return;
    }
    notifier.tell(resource, after);
    eventLog.append(
        AppEvent.now(
            eventKey(resource.name()),
            clock.instant(),
            !after.isSynced(),
            after.reason(),
            after.message()));
  }

  void suspend(Resource resource) {
    SourceStatus before = before(resource);
    keep(resource, before, new SyncReport(before, resource, clock.instant()).suspended());
  }

  /** What a sync would do. */
  SourceOperations.Diff diff(Resource resource, boolean allowEmpty) {
    SourceSpec spec = SourceSpec.of(resource.spec());
    try {
      SourceTree sourceTree = decryption.of(origins.of(resource.name(), spec).read());
      TreeSync.Outcome outcome =
          new TreeSync(resource.name(), spec, sourceTree, ledger, intakeFactory, true)
              .run(allowEmpty);
      return new SourceOperations.Diff(
          sourceTree.revision(),
          outcome.refusal(),
          outcome.files().stream().map(FileResult::tree).toList(),
          outcome.changes());
    } catch (SourceException e) {
      return new SourceOperations.Diff(
          "", Optional.of(e.reason() + ": " + e.why()), List.of(), List.of());
    }
  }

  List<AppEvent> events(String source, int limit) {
    return eventLog.of(eventKey(source), limit);
  }

  /** Lets its apps be, for anybody to change. */
  void forget(String source) {
    ledger.forget(source);
    origins.forget(source);
    eventLog.forget(eventKey(source));
  }
}
