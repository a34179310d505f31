package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is asked to restart an app must not be left without one meanwhile. */
class RestartPlanTest {
  private static final Instant LATER = World.NOW.plusSeconds(60);
  private final World world = new World();
  private final Planner planner = new Planner("me");
  private int leastReady = Integer.MAX_VALUE;
  private int mostAlive;

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, LATER);
  }

  private DesiredApp asked(App app) {
    world.image("web", "sha256:w");
    DesiredApp desired = Samples.desired(app);
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
    }
    world.turnTo(LATER);
    return Samples.restarted(desired, LATER.minusSeconds(1));
  }

  /** Each container is ready one round after its start. */
  private void restart(DesiredApp desired) {
    for (int round = 0; round < 60; round++) {
      Plan plan = plan(desired);
      world.apply(plan);
      ready();
      for (Step step : plan.steps()) {
        if (step.action() instanceof Action.StartContainer start) {
          world.health(start.container(), ContainerView.Health.STARTING);
        }
      }
      List<ContainerView> all = world.snapshot().containers();
      mostAlive = Math.max(mostAlive, (int) all.stream().filter(c -> c.isRunning()).count());
      leastReady = Math.min(leastReady, (int) all.stream().filter(Readiness::isReady).count());
    }
    ready();
  }

  private void ready() {
    world.snapshot().containers().stream()
        .filter(c -> c.life().health() == ContainerView.Health.STARTING)
        .forEach(c -> world.health(c.name(), ContainerView.Health.HEALTHY));
  }

  private void assertRestarted(DesiredApp desired, int replicas) {
    assertThat(plan(desired).isEmpty()).isTrue();
    assertThat(world.snapshot().containers())
        .hasSize(replicas)
        .allSatisfy(c -> assertThat(c.life().startedAt()).contains(LATER));
  }

  @Test
  void rollsAsAnUpdateDoes() {
    DesiredApp desired = asked(Samples.rolling(3, Map.of("maxSurge", 1, "maxUnavailable", 0)));
    List<String> before = world.names();
    restart(desired);

    assertRestarted(desired, 3);
    assertThat(leastReady).isEqualTo(3);
    assertThat(mostAlive).isEqualTo(4);
    assertThat(world.names()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void whereNoneMayBeBesideTheyRestartOneByOne() {
    DesiredApp desired = asked(Samples.rolling(3, Map.of("maxSurge", 0, "maxUnavailable", 1)));
    List<String> before = world.names();
    restart(desired);

    assertRestarted(desired, 3);
    assertThat(leastReady).isEqualTo(2);
    assertThat(world.names()).isEqualTo(before);
  }

  @Test
  void recreatedReplicasRestartOneByOneToo() {
    Map<String, Object> web = Map.of("image", "web:1", "replicas", 2, "volumes", List.of("d:/d"));
    DesiredApp desired =
        asked(
            AppReader.read(
                    Map.of(
                        "name",
                        "shop",
                        "services",
                        Map.of("web", web),
                        "volumes",
                        Map.of("d", Map.of())))
                .app());
    List<String> before = world.names();
    restart(desired);

    assertRestarted(desired, 2);
    assertThat(leastReady).isEqualTo(1);
    assertThat(world.names()).isEqualTo(before);
  }
}
