package dev.berth.boot.wiring;

import dev.berth.boot.settings.NoticeSettings;
import dev.berth.notice.send.NoticeHub;
import dev.berth.port.EventLog;
import dev.berth.port.Lead;
import dev.berth.port.NoticeStore;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes those who tell people of apps. */
@ApplicationScoped
class NoticeWiring {
  /** Before the loop starts: no status is missed. */
  private static final int EARLY = 1;

  @Produces
  @Singleton
  NoticeHub notices(NoticeSettings settings, AppStore state, EventLog events, NoticeStore store) {
    return new NoticeHub(
        settings.targets().entrySet().stream()
            .map(target -> NoticeTargets.of(target.getKey(), target.getValue()))
            .toList(),
        state,
        events,
        store,
        Clocks.wallClock());
  }

  void start(
      @Observes @Priority(EARLY) Lead.Won won,
      NoticeHub notices,
      StatusStore board,
      EventLog events) {
    if (won.isFirst()) {
      notices.start(board, events);
    }
  }

  void stop(@Observes ShutdownEvent event, NoticeHub notices) {
    notices.close();
  }
}
