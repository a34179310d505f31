package dev.berth.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.deps.LoopVitals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** Issues 17 and 18.29: what health says of the engine and of the loop. */
class LoopHealthTest {
  private static final LoopVitals WELL =
      new LoopVitals(Optional.empty(), Optional.empty(), List.of(), true);

  @Test
  void isReadyAndAliveWhileAllIsWell() {
    assertThat(EngineHealth.of(WELL, Map.of()).getStatus()).isEqualTo(Status.UP);
    assertThat(LoopHealth.of(WELL).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isAliveAndNotReadyWithoutAnEngine() {
    LoopVitals blind = new LoopVitals(Optional.of("no answer"), Optional.empty(), List.of(), true);

    assertThat(EngineHealth.of(blind, Map.of()).getStatus()).isEqualTo(Status.DOWN);
    assertThat(EngineHealth.of(blind, Map.of()).getData())
        .contains(Map.of("reason", "EngineUnreachable", "message", "no answer"));
    assertThat(LoopHealth.of(blind).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void hasToBeRestartedWhenTheWatchHasDied() {
    LoopVitals deaf = new LoopVitals(Optional.empty(), Optional.of("the watch"), List.of(), true);

    assertThat(LoopHealth.of(deaf).getStatus()).isEqualTo(Status.DOWN);
    assertThat(LoopHealth.of(deaf).getData())
        .contains(Map.of("reason", "LoopStalled", "message", "the watch"));
  }

  @Test
  void namesAppsWhosePassDoesNotEnd() {
    LoopVitals slow = new LoopVitals(Optional.empty(), Optional.empty(), List.of("a", "b"), true);

    assertThat(LoopHealth.of(slow).getStatus()).isEqualTo(Status.UP);
    assertThat(LoopHealth.of(slow).getData()).contains(Map.of("stuck", "a, b"));
  }

  @Test
  void hasToBeRestartedWhenNothingMoves() {
    LoopVitals stalled = new LoopVitals(Optional.empty(), Optional.empty(), List.of("a"), false);

    assertThat(LoopHealth.of(stalled).getStatus()).isEqualTo(Status.DOWN);
  }
}
