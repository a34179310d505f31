package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a dead container waits. */
class RestartsTest {

  @Test
  void waitsLongerEachTimeUpToFiveMinutes() {
    assertThat(Stream.of(1, 2, 3, 4, 10, 11, 1000).map(Restarts::delay))
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(256),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
  }
}
