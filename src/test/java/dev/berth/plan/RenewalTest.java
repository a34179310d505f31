package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who was started before somebody asked, or before what it stands on, starts anew. */
class RenewalTest {
  private static final Instant NOW = World.NOW;

  private final World world = new World();

  private ContainerView started() {
    world.settle(Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1")))));
    return world.snapshot().of("web").getFirst();
  }

  private static Renewal asked(Instant at) {
    return new Renewal(Optional.of(at), false, new TreeMap<>());
  }

  private static Renewal other(Instant at) {
    return new Renewal(Optional.empty(), false, new TreeMap<>(Map.of("db was made anew", at)));
  }

  @Test
  void whoWasStartedBeforeItWasAskedFor() {
    ContainerView web = started();
    assertThat(asked(NOW.plusSeconds(1)).cause(web)).contains("restart requested");
    assertThat(asked(NOW.plusSeconds(1)).otherCause(web)).isEmpty();
    assertThat(asked(NOW).cause(web)).as("at that very moment").isEmpty();
    assertThat(asked(NOW.minusSeconds(1)).isAsked(web)).isFalse();
  }

  @Test
  void whoStandsOnWhatBecameAnother() {
    ContainerView web = started();
    assertThat(other(NOW.plusSeconds(1)).cause(web)).contains("db was made anew");
    assertThat(other(NOW).cause(web)).isEmpty();
  }

  @Test
  void notWhoHadEndedByThen() {
    ContainerView ended =
        started()
            .withLife(
                new ContainerView.Life(
                    ContainerView.State.EXITED,
                    ContainerView.Health.NONE,
                    Optional.of(0),
                    false,
                    "",
                    0,
                    Optional.of(NOW),
                    Optional.of(NOW.plusSeconds(5)),
                    ""));
    assertThat(other(NOW.plusSeconds(9)).cause(ended)).as("ended before").isEmpty();
    assertThat(other(NOW.plusSeconds(5)).cause(ended)).contains("db was made anew");
    assertThat(other(NOW.plusSeconds(3)).cause(ended)).contains("db was made anew");
    assertThat(asked(NOW.plusSeconds(9)).cause(ended)).contains("restart requested");
  }
}
