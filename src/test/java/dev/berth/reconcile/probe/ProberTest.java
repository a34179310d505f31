package dev.berth.reconcile.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.reconcile.Rig;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a container has to be ready before it counts as such. */
class ProberTest {
  @TempDir Path folder;
  private final List<Runnable> questions = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration jump = Duration.ZERO;
  private int asked;
  private DesiredApp app;
  private ContainerView container;
  private Prober prober;

  /** Each question takes a second. */
  private final Probe probe =
      new Probe() {
        @Override
        public Optional<String> failure(ContainerView seen, Service service, Duration age) {
          now = now.plusSeconds(1);
          String answer = asked < answers.size() ? answers.get(asked) : "";
          asked++;
          return Optional.of(answer).filter(why -> !why.isEmpty());
        }

        @Override
        public String lastWords(ContainerView seen) {
          return "";
        }
      };

  @BeforeEach
  void begin() {
    Rig rig = new Rig(folder);
    rig.probes = false;
    rig.engine.addImage("web:1");
    app = rig.put("{name: shop, image: 'web:1', rollout: {minReady: 5s}}");
    rig.berth().converge();
    container = rig.containers("shop", "shop").getFirst();
    now = container.life().startedAt().orElseThrow();
    prober =
        new Prober(probe, questions::add, new Clocks(() -> now.plus(jump), () -> now), name -> {});
  }

  private ContainerView.Life look() {
    return prober.overlay(app, List.of(container)).getFirst().life();
  }

  @Test
  void itCountsWhenItHasBeenReadyForSoLong() {
    assertThat(look().health()).isEqualTo(Health.STARTING);
    questions.forEach(Runnable::run);

    assertThat(asked).isEqualTo(6);
    assertThat(look().health()).isEqualTo(Health.NONE);
  }

  @Test
  void whoFailsMeanwhileBeginsAnew() {
    answers.addAll(List.of("", "", "", "no", ""));
    look();
    questions.forEach(Runnable::run);

    assertThat(asked).isEqualTo(10);
  }

  @Test
  void theEnginesWordIsNotEnough() {
    container = container.withHealth(Health.HEALTHY, "");

    assertThat(look().health()).isEqualTo(Health.STARTING);
    questions.forEach(Runnable::run);
    assertThat(look().health()).isEqualTo(Health.HEALTHY);
  }

  @Test
  void whoWasUpForLongerWhenItWasSeenIsReadyAtOnce() {
    now = now.plusSeconds(10);
    look();
    questions.forEach(Runnable::run);

    assertThat(asked).isEqualTo(1);
  }

  /** Issue 17: set forward an hour it was late at once, set back it waited an hour. */
  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void aClockThatIsSetChangesNothing(long seconds) {
    look();
    jump = Duration.ofSeconds(seconds);
    questions.forEach(Runnable::run);

    assertThat(asked).isEqualTo(6);
    assertThat(look().health()).isEqualTo(Health.NONE);
  }

  @Test
  void whoStartsInTheFutureHasJustStarted() {
    jump = Duration.ofHours(-1);
    look();
    questions.forEach(Runnable::run);

    assertThat(asked).isEqualTo(6);
  }
}
