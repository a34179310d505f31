package dev.berth.boot;

import dev.berth.intake.Amendments;
import dev.berth.intake.Bulk;
import dev.berth.intake.Intake;
import dev.berth.intake.Ledger;
import dev.berth.intake.Resources;
import dev.berth.reconcile.InMemoryWatchLog;
import dev.berth.reconcile.ReconcileLoop;
import dev.berth.security.Scopes;
import dev.berth.spec.DesiredState;
import dev.berth.spec.SourceLedger;
import dev.berth.spec.Together;
import dev.berth.status.Feed;
import dev.berth.status.StatusBoard;
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
  Feed feed(Feed.Numbers numbers) {
    return new InMemoryWatchLog(numbers);
  }

  @Produces
  @Singleton
  Ledger ledger(
      Intake intake,
      DesiredState state,
      Resources resources,
      StatusBoard board,
      Feed feed,
      SourceLedger sources) {
    return new Ledger(intake, state, resources, board, feed, sources, Scopes::current);
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
      Together together,
      Feed feed,
      ReconcileLoop loop) {
    return new Bulk(intake, resources, ledger, together, feed, loop::wake, Scopes::current);
  }

  void start(@Observes @Priority(EARLY) StartupEvent event, StatusBoard board, Feed feed) {
    board.subscribe((app, status) -> status.ifPresent(changed -> feed.statusChanged("App", app)));
  }
}
