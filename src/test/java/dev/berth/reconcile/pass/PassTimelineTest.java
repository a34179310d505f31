package dev.berth.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.plan.Action;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.PassTrace;
import dev.berth.reconcile.deps.PassTrace.Stage;
import dev.berth.reconcile.execute.PlanExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down of a pass, by two clocks that are an hour apart. */
class PassTimelineTest {
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

  private Instant now = START;
  private final Clocks clocks = new Clocks(() -> now.plus(AHEAD), () -> now);
  private final PassTimeline timeline = new PassTimeline(clocks, Optional.empty());

  private String later(int millis) {
    now = now.plusMillis(millis);
    return "seen";
  }

  @Test
  void tellsTimesOfTheWallAndLengthsOfTheSteadyClock() {
    String seen = timeline.time(Stage.SNAPSHOT, () -> later(5));

    PassTrace pass = timeline.ended("shop", Optional.empty());

    assertThat(seen).isEqualTo("seen");
    assertThat(pass.began()).isEqualTo(START.plus(AHEAD));
    assertThat(pass.took()).isEqualTo(Duration.ofMillis(5));
    assertThat(pass.parts().getFirst().began()).isEqualTo(START.plus(AHEAD));
    assertThat(pass.parts().getFirst().took()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void keepsAPartThatBroke() {
    assertThatThrownBy(() ->
            timeline.time(
                Stage.PLAN,
                () -> {
                  throw new IllegalStateException(later(3));
                }))
        .isInstanceOf(IllegalStateException.class);

    PassTrace.Part part = timeline.ended("shop", Optional.empty()).parts().getFirst();

    assertThat(part.failure()).isPresent();
    assertThat(part.took()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void namesActionsInWords() {
    Action start = new Action.StartContainer("shop-web-1", "web", List.of(), "exited 137");

    timeline.acted(
        List.of(new PlanExecutor.Outcome(start, START, Duration.ofMillis(9), Optional.empty())));

    PassTrace pass = timeline.ended("shop", Optional.empty());
    assertThat(pass.actions()).hasSize(1);
    assertThat(pass.actions().getFirst().name()).isEqualTo("start container");
    assertThat(pass.actions().getFirst().details())
        .containsEntry("service", "web")
        .containsEntry("container", "shop-web-1")
        .containsEntry("cause", "exited 137")
        .containsEntry("what", "start shop-web-1");
  }
}
