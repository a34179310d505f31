package dev.berth.boot;

import dev.berth.intake.Amendments;
import dev.berth.intake.Bulk;
import dev.berth.intake.Intake;
import dev.berth.intake.Ledger;
import dev.berth.intake.Resources;
import dev.berth.reconcile.InMemoryWatchLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.security.Scopes;
import dev.berth.spec.AppStore;
import dev.berth.spec.SourceInventory;
import dev.berth.spec.Transaction;
import dev.berth.status.StatusStore;
import dev.berth.status.WatchLog;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the feed of changes, and lets it hear of every status. */
@ApplicationScoped
class FeedWiring {
  /** Before the loop starts. */
  private static final int EARLY = 1;

  @Produces
  @Singleton
  WatchLog feed(WatchLog.Numbers numbers) {
    return new InMemoryWatchLog(numbers);
  }

  @Produces
  @Singleton
  Ledger ledger(
      Intake intake,
      AppStore state,
      Resources resources,
      StatusStore board,
      WatchLog watchLog,
      SourceInventory sources) {
    return new Ledger(intake, state, resources, board, watchLog, sources, Scopes::current);
  }

  @Produces
  @Singleton
  Amendments amendments() {
    return new Amendments();
  }

  @Produces
  @Singleton
  Bulk bulk(
      Intake intake,
      Resources resources,
      Ledger ledger,
      Transaction transaction,
      WatchLog watchLog,
      ReconcileLoop loop) {
    return new Bulk(intake, resources, ledger, transaction, watchLog, loop::wake, Scopes::current);
  }

  void start(@Observes @Priority(EARLY) StartupEvent event, StatusStore board, WatchLog watchLog) {
    board.subscribe(
        (app, status) -> status.ifPresent(changed -> watchLog.statusChanged("App", app)));
  }
}
