package dev.berth.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import dev.berth.status.StatusSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of an app over time. */
class AppHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final AppHistory history = new AppHistory();

  private AppHistory.Seen after(long seconds, AppStatus status) {
    history.heard("web", Optional.of(status), NOON.plusSeconds(seconds));
    return Objects.requireNonNull(history.all().get("web"));
  }

  private static AppStatus status(long generation, Phase phase) {
    return StatusSamples.of(generation, phase, NOON);
  }

  private static AppStatus restarted(int times) {
    return StatusSamples.restarted(status(1, Phase.RUNNING), times);
  }

  @Test
  void aRolloutTakesFromTheChangeUntilItIsReady() {
    after(0, status(1, Phase.RUNNING));
    after(10, status(2, Phase.UPDATING));
    after(15, status(2, Phase.STARTING));

    assertThat(after(17, status(2, Phase.RUNNING)).rollout()).contains(Duration.ofSeconds(7));
  }

  @Test
  void aDeathIsNoRollout() {
    after(0, status(1, Phase.STARTING));
    after(5, status(1, Phase.RUNNING));
    after(60, status(1, Phase.DEGRADED));

    assertThat(after(90, status(1, Phase.RUNNING)).rollout()).contains(Duration.ofSeconds(5));
  }

  @Test
  void whatWasThereBeforeBerthHasNoRollout() {
    assertThat(after(0, status(4, Phase.RUNNING)).rollout()).isEmpty();
  }

  @Test
  void lastReadyIsWhenItCeasedToBe() {
    after(0, status(1, Phase.RUNNING));
    after(30, status(1, Phase.FAILED));

    assertThat(after(60, status(1, Phase.FAILED)).lastReady()).contains(NOON.plusSeconds(30));
  }

  @Test
  void whatWasNeverReadyHasNoTime() {
    assertThat(after(0, status(1, Phase.FAILED)).lastReady()).isEmpty();
  }

  @Test
  void restartsOnlyGrow() {
    after(0, restarted(2));
    after(1, restarted(3));
    after(2, restarted(0));

    assertThat(after(3, restarted(1)).restarts()).isEqualTo(2);
  }

  @Test
  void anAppThatIsGoneIsForgotten() {
    after(0, restarted(1));
    history.heard("web", Optional.empty(), NOON);

    assertThat(history.all()).isEmpty();
  }
}
