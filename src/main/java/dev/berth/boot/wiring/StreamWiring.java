package dev.berth.boot.wiring;

import dev.berth.boot.settings.StreamSettings;
import dev.berth.http.StreamBudget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the budget of streams, and shows how much of it is spent. */
@ApplicationScoped
class StreamWiring {
  @Produces
  @Singleton
  StreamBudget budget(StreamSettings settings, MeterRegistry meters) {
    StreamBudget budget = new StreamBudget(settings.perToken(), settings.total());
    meters.gauge("berth.streams.open", budget, StreamBudget::open);
    return budget;
  }

  void stop(@Observes ShutdownEvent event, StreamBudget budget) {
    budget.end();
  }
}
