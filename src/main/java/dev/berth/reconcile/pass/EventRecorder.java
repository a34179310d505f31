package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Action;
import dev.berth.plan.NetworkAction;
import dev.berth.port.EventLog;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.NameHolders;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.DriftReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down what was done to an app, and what could not be. */
final class EventRecorder {
  private static final Logger LOG = System.getLogger(EventRecorder.class.getName());

  private static final String MORE_ADDRESSES =
      "; the engine's default address pools are used up: remove networks that nobody needs (docker"
          + " network prune), give the engine more of them (default-address-pools in its"
          + " daemon.json), or give this network addresses of its own (in the manifest,"
          + " networks: {NAME: {ipam: {config: [{subnet: 10.200.0.0/24}]}}})";

  private final EventLog eventLog;
  private final InstantSource clock;
  private final InstantSource steady;
  private final PortHolders holders;
  private final NameHolders names;

  EventRecorder(ReconcilerDeps deps) {
    this.eventLog = deps.history();
    this.clock = deps.clock();
    this.steady = deps.clocks().steady();
    this.holders = new PortHolders(deps.engine());
    this.names = new NameHolders(deps.engine());
  }

  /** All that a pass did, in one line of the log. */
  static void log(DesiredApp desired, List<PlanExecutor.Outcome> outcomes) {
    if (!outcomes.isEmpty()) {
      LOG.log(
          Level.INFO,
          "app={0} generation={1} did: {2}",
          desired.name(),
          desired.generation(),
          line(outcomes));
    }
  }

  private static String line(List<PlanExecutor.Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome ->
            outcome.action().what()
                + ": "
                + outcome.action().cause()
                + outcome.failure().map(e -> " FAILED: " + e.getMessage()).orElse(""))
        .collect(Collectors.joining("; "));
  }

  /** Takes note of what was done, and of what could not be, for the rest of the pass. */
  void learn(DesiredApp desired, PlanExecutor.Outcome outcome, ActionBackoff actionBackoff) {
    Instant now = steady.instant();
    Action action = outcome.action();
    outcome
        .failure()
        .ifPresentOrElse(
            why -> actionBackoff.failed(action, why, advice(desired, action, why), now),
            () -> actionBackoff.succeeded(action, now));
  }

  /**
   * Writes down what was done.
   *
   * @param seen what is there now
   */
  void record(DesiredApp desired, PlanExecutor.Outcome outcome, Snapshot seen) {
    Action action = outcome.action();
    boolean failed = outcome.failure().isPresent();
    String what =
        outcome
            .failure()
            .map(why -> why.getMessage() + advice(desired, action, why))
            .orElseGet(action::cause);
    eventLog.append(
        AppEvent.now(
                desired.name(),
                clock.instant(),
                failed,
                ActionWords.of(action) + (failed ? "Failed" : ""),
                action.what() + ": " + what)
            .took(outcome.took())
            .about(EventSubject.of(action, seen.containers())));
    if (!failed && action instanceof Action.StartContainer start) {
      recordForgone(desired, start);
    }
  }

  /** A service starts without what it would rather have waited for. */
  private void recordForgone(DesiredApp desired, Action.StartContainer start) {
    AppEvent.Subject subject = EventSubject.of(start, List.of());
    for (String what : start.forgone()) {
      eventLog.append(
          AppEvent.now(
                  desired.name(),
                  clock.instant(),
                  true,
                  "DependencyFailed",
                  start.service() + " starts without it: " + what)
              .about(subject));
    }
  }

  /** Something was changed behind Berth's back. */
  void record(DesiredApp desired, DriftReport drift) {
    String where = drift.container().map(name -> name + " ").orElse("");
    String by = drift.by().map(event -> " (" + event + " at " + drift.since() + ")").orElse("");
    String what = drift.path() + ": want " + shown(drift.want()) + ", have " + shown(drift.have());
    eventLog.append(
        AppEvent.now(desired.name(), clock.instant(), true, "DriftFound", where + what + by)
            .about(new AppEvent.Subject(drift.service(), drift.container())));
  }

  /** Volumes that were there and are gone, with all that was in them. */
  void recordLost(DesiredApp desired, Set<String> volumes) {
    if (!desired.isDeleting()) {
      volumes.forEach(volume ->
          eventLog.append(
              AppEvent.now(
                  desired.name(),
                  clock.instant(),
                  true,
                  "VolumeGone",
                  "volume "
                      + volume
                      + " was removed, and not by Berth; it is made anew, empty: what was in it"
                      + " is lost unless there is a copy")));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  private String advice(DesiredApp desired, Action action, EngineException why) {
    if (why.kind() == EngineException.Kind.NO_ADDRESSES) {
      return MORE_ADDRESSES;
    }
    try {
      return switch (action) {
        case NetworkAction.CreateNetwork network when why.kind() == EngineException.Kind.CONFLICT ->
            "; it " + names.ofNetwork(network.name(), network.labels());
        case Action.StartContainer start when why.kind() == EngineException.Kind.PORT_IN_USE ->
            holders.of(desired, start.service());
        default -> "";
      };
    } catch (EngineException e) {
      return "";
    }
  }
}
