package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.Rollout;
import dev.berth.spec.validation.AppDraft;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Compose file says of updates, in the words of a rollout. */
class UpdateConfigTest {
  private Rollout rollout(String... configs) {
    StringBuilder text = new StringBuilder("name: shop\nservices:\n");
    for (int i = 0; i < configs.length; i++) {
      text.append("  s").append(i).append(": {image: web, deploy: {update_config: ");
      text.append(configs[i]).append("}}\n");
    }
    ComposeProject project =
        ComposeProject.of(
            "/compose.yaml", ProjectFiles.of(Map.of("/compose.yaml", text.toString())));
    AppDraft draft = ComposeReader.read(project).draft();
    assertThat(draft.violations()).isEmpty();
    return draft.app().rollout();
  }

  @Test
  void startFirstRolls() {
    Rollout rollout = rollout("{order: start-first, parallelism: 2, failure_action: rollback}");

    assertThat(rollout.strategy()).isEqualTo(Rollout.Strategy.ROLLING);
    assertThat(rollout.surge(4)).isEqualTo(2);
    assertThat(rollout.unavailable(4)).isZero();
    assertThat(rollout.autoRollback()).isTrue();
  }

  @Test
  void allAtOnceIsAllAtOnce() {
    assertThat(rollout("{order: start-first, parallelism: 0}").surge(7)).isEqualTo(7);
    assertThat(rollout("{order: start-first}").surge(7)).isEqualTo(1);
  }

  @Test
  void theWidestWishHolds() {
    Rollout rollout =
        rollout(
            "{order: stop-first, monitor: 3s}",
            "{order: start-first, parallelism: 3, monitor: 9s}");

    assertThat(rollout.surge(9)).isEqualTo(3);
    assertThat(rollout.proof()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void whoIsWatchedForLongIsGivenTimeForIt() {
    Rollout rollout = rollout("{monitor: 5m}");

    assertThat(rollout.proof()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rollout.patience()).isGreaterThan(rollout.proof());
  }

  @Test
  void whatMeansNothingHereChangesNothing() {
    assertThat(rollout("{order: stop-first, delay: 5s, parallelism: 2}"))
        .isEqualTo(Rollout.DEFAULT);
  }
}
