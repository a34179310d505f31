package dev.berth.boot.wiring;

import dev.berth.fleet.Fleet;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.bulk.MultiDocumentApply;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.port.Lead;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.query.InMemoryWatchLog;
import dev.berth.security.Scopes;
import dev.berth.state.AppStore;
import dev.berth.state.EngineSpec;
import dev.berth.state.ResourceStore;
import dev.berth.state.SourceInventory;
import dev.berth.state.Transaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the feed of changes, and lets it hear of every status. */
@ApplicationScoped
class FeedWiring {
  /** Before the loop starts. */
  private static final int EARLY = 2;

  private static final String APP = "App";
  private static final String SOURCE = "Source";

  @Produces
  @Singleton
  WatchLog feed(WatchLog.Numbers numbers) {
    return new InMemoryWatchLog(numbers);
  }

  @Produces
  @Singleton
  ResourceQueries ledger(
      Intake intake,
      AppStore state,
      ResourceIntake resourceIntake,
      StatusStore board,
      WatchLog watchLog,
      SourceInventory sources) {
    return new ResourceQueries(
        intake, state, resourceIntake, board, watchLog, sources, Scopes::current);
  }

  @Produces
  @Singleton
  OptimisticUpdates amendments() {
    return new OptimisticUpdates();
  }

  @Produces
  @Singleton
  MultiDocumentApply bulk(
      Intake intake,
      ResourceIntake resourceIntake,
      ResourceQueries resourceQueries,
      Transaction transaction,
      WatchLog watchLog,
      Fleet fleet) {
    return new MultiDocumentApply(
        intake,
        resourceIntake,
        resourceQueries,
        transaction,
        watchLog,
        fleet::wake,
        Scopes::current);
  }

  /** Once nobody else changes anything any more, and before the loop starts. */
  void begin(
      @Observes @Priority(EARLY) Lead.Won won,
      WatchLog watchLog,
      AppStore state,
      ResourceStore resources) {
    watchLog.begin(Set.of(APP, SOURCE, EngineSpec.KIND));
    if (won.isFirst() && won.epoch() == 1) {
      return;
    }
    // Changes of a status are not kept: whoever watches looks at each anew.
    Stream.of(SOURCE, EngineSpec.KIND)
        .flatMap(kind -> resources.all(kind).stream())
        .forEach(one -> watchLog.statusChanged(one.kind(), one.name()));
    if (!won.isFirst()) {
      state.generations().keySet().forEach(app -> watchLog.statusChanged(APP, app));
    }
  }

  void end(@Observes Lead.Lost lost, WatchLog watchLog) {
    watchLog.end();
  }

  void start(@Observes @Priority(EARLY) StartupEvent event, StatusStore board, WatchLog watchLog) {
    board.subscribe((app, status) -> status.ifPresent(changed -> watchLog.statusChanged(APP, app)));
  }
}
