package dev.berth.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What Prometheus is told of the libraries' own meters. */
class MeterNamesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  MeterNamesTest() {
    registry.config().meterFilter(new MeterNames());
  }

  @Test
  void whatHasNoWordsForItsPartsIsLeftOut() {
    LongTaskTimer.builder("http.server.websocket.connections")
        .description("WebSockets that are open")
        .register(registry);
    Gauge.builder("process.cpu.time", () -> 1).register(registry);

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void whatHasNoWordsSaysItsName() {
    Gauge.builder("system.cpu.count", () -> 2).register(registry);

    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .extracting(Meter.Id::getName, Meter.Id::getDescription)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("system.cpus", "system cpus"));
  }
}
