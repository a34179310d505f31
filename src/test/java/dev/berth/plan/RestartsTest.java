package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a dead container waits, and how often it came back. */
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

  @Test
  void aDeathIsARestartOnceItIsStartedAgain() {
    World world = new World();
    world.image("redis", "sha256:r");
    world.image("web", "sha256:w");
    Planner planner = new Planner("me");
    DesiredApp desired = Samples.desired(Samples.shop(1));
    for (int pass = 0; pass < 3; pass++) {
      world.apply(planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW));
    }
    String name = world.names().getFirst();

    world.end(name, 3);
    ContainerView dead = seen(world, name);
    Restarts after = Restarts.NONE.observing(List.of(dead), Optional.empty(), World.NOW);
    world.apply(planner.plan(desired, world.snapshot(), after, World.NOW));

    assertThat(after.made(dead)).isZero();
    assertThat(after.made(seen(world, name))).isEqualTo(1);
  }

  private static ContainerView seen(World world, String name) {
    return world.snapshot().containers().stream()
        .filter(container -> container.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
