package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.AppUsage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an operator asks for it, the last hour must be known though nobody has looked. */
@QuarkusTest
@TestProfile(Configured.class)
class UsageScenario extends Scenario {
  private static final String APP = "loop-dk-used";

  @Inject AppUsage usage;

  @AfterEach
  void leaveNothing() throws IOException {
    delete(APP);
  }

  @Test
  void berthLooksByItself() throws IOException {
    apply(
        "{name: loop-dk-used, image: 'alpine:3', init: true, command: [sleep, '1000'], mem_limit:"
            + " 64m, stop_grace_period: 0s}");
    String id = container(APP, APP).id();

    eventually(() ->
        assertThat(usage.history(id, Instant.EPOCH))
            .isNotEmpty()
            .allSatisfy(point -> assertThat(point.memoryBytes()).isLessThan(64L << 20)));
  }
}
