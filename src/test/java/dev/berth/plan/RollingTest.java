package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rolling update keeps enough replicas at work, and never makes too many. */
class RollingTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private DesiredApp running(App app) {
    world.image("web", "sha256:old");
    DesiredApp desired = Samples.desired(app);
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
    }
    world.image("web", "sha256:new");
    return desired;
  }

  private static String text(Plan plan) {
    return plan.toString().replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  private List<String> starting() {
    return world.snapshot().containers().stream()
        .filter(c -> c.life().health() == ContainerView.Health.STARTING)
        .map(ContainerView::name)
        .toList();
  }

  /** Does a plan; what it starts is not ready yet. */
  private void step(DesiredApp desired) {
    Plan plan = plan(desired);
    world.apply(plan);
    for (Step step : plan.steps()) {
      if (step.action() instanceof Action.StartContainer start) {
        world.health(start.container(), ContainerView.Health.STARTING);
      }
    }
  }

  @Test
  void startsTheNewBesideTheOldAndEndsTheOldWhenTheNewIsReady() {
    DesiredApp desired = running(Samples.rolling(1, Map.of()));

    assertThat(text(plan(desired)))
        .isEqualTo(
            """
            create shop-web-1-*: image: want web new, have old
            start shop-web-1-*: created\
            """);
    step(desired);
    assertThat(plan(desired).isEmpty()).isTrue();
    assertThat(plan(desired).waiting()).hasSize(1);
    world.health(starting().getFirst(), ContainerView.Health.HEALTHY);
    assertThat(text(plan(desired))).isEqualTo("stop shop-web-1-*: image: want web new, have old");
  }

  @Test
  void keepsToItsBounds() {
    DesiredApp desired = running(Samples.rolling(4, Map.of("maxSurge", 1, "maxUnavailable", 1)));
    int most = 0;
    int least = 4;
    for (int round = 0; round < 40; round++) {
      step(desired);
      List<ContainerView> alive =
          world.snapshot().containers().stream().filter(ContainerView::isRunning).toList();
      most = Math.max(most, alive.size());
      least = Math.min(least, (int) alive.stream().filter(Readiness::isReady).count());
      if (round % 2 == 1) {
        starting().forEach(name -> world.health(name, ContainerView.Health.HEALTHY));
      }
    }

    assertThat(plan(desired).isEmpty()).isTrue();
    assertThat(world.snapshot().containers())
        .hasSize(4)
        .allSatisfy(c -> assertThat(c.image()).isEqualTo("sha256:new"));
    assertThat(most).isEqualTo(5);
    assertThat(least).isEqualTo(3);
  }

  @Test
  void aRevisionThatIsNeverReadyLeavesTheOldAtWork() {
    DesiredApp desired = running(Samples.rolling(2, Map.of("maxUnavailable", 0)));
    for (int round = 0; round < 20; round++) {
      step(desired);
    }

    assertThat(world.snapshot().containers().stream().filter(Readiness::isReady)).hasSize(2);
    assertThat(starting()).hasSize(1);
  }

  @Test
  void whereAHostPortIsHeldTheOldEndsFirst() {
    App app =
        AppReader.read(
                Map.of(
                    "name", "shop",
                    "services",
                        Map.of("web", Map.of("image", "web:1", "ports", List.of("80:80/udp"))),
                    "rollout", Map.of("strategy", "Rolling")))
            .app();

    assertThat(text(plan(running(app))))
        .isEqualTo(
            """
            create shop-web-1-*: image: want web new, have old
            stop shop-web-1-*: image: want web new, have old\
            """);
  }

  @Test
  void whereFilesAreWrittenTheOldEndsFirst() {
    App app =
        AppReader.read(
                Map.of(
                    "name", "shop",
                    "services",
                        Map.of("web", Map.of("image", "web:1", "volumes", List.of("data:/data"))),
                    "volumes", Map.of("data", Map.of()),
                    "rollout", Map.of("maxSurge", 2)))
            .app();

    assertThat(text(plan(running(app)))).contains("stop shop-web-1").doesNotContain("start");
  }

  /** Two updates one upon the other leave two at work in one place, and no room for a third. */
  @Test
  void anUpdateUponAnUpdateComesToItsEnd() {
    DesiredApp desired = running(Samples.rolling(1, Map.of("maxSurge", 1, "maxUnavailable", 0)));
    world.apply(plan(desired));
    assertThat(world.snapshot().containers().stream().filter(Readiness::isReady)).hasSize(2);
    world.image("web", "sha256:newest");

    for (int pass = 0; pass < 10; pass++) {
      world.apply(plan(desired));
      assertThat(world.snapshot().containers().stream().filter(Readiness::isReady)).isNotEmpty();
    }
    assertThat(plan(desired).isEmpty()).isTrue();
    assertThat(world.snapshot().containers())
        .singleElement()
        .satisfies(c -> assertThat(c.image()).isEqualTo("sha256:newest"));
  }
}
