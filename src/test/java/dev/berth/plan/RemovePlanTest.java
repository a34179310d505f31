package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a container has to end: issue 16. */
class RemovePlanTest {
  private final World world = new World();

  private List<Duration> graces(App before, App after) {
    Planner planner = new Planner("me");
    world.image("web", "sha256:w");
    world.image("site", "sha256:w");
    for (Plan plan = plan(planner, before); !plan.isEmpty(); plan = plan(planner, before)) {
      world.apply(plan);
    }
    return plan(planner, after).steps().stream()
        .flatMap(step ->
            step.action() instanceof Action.StopContainer stop
                ? List.of(stop.grace()).stream()
                : List.<Duration>of().stream())
        .toList();
  }

  private Plan plan(Planner planner, App app) {
    return planner.plan(Samples.desired(app), world.snapshot(), Restarts.NONE, World.NOW);
  }

  private static App shop(String service, Map<String, Object> more) {
    Map<String, Object> keys = new java.util.HashMap<>(more);
    keys.put("image", "web:1");
    return Samples.app(Map.of(service, keys));
  }

  @Test
  void aServiceThatIsRenamedEndsInItsOwnTime() {
    assertThat(
            graces(
                shop("web", Map.of("stop_grace_period", "90s")),
                shop("site", Map.of("stop_grace_period", "5s"))))
        .containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void aReplicaTooManyEndsInItsOwnTime() {
    assertThat(
            graces(
                shop("web", Map.of("stop_grace_period", "90s", "replicas", 2)),
                shop("web", Map.of("stop_grace_period", "90s"))))
        .containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void whoIsReplacedEndsInTheTimeItWasMadeWith() {
    assertThat(
            graces(
                shop("web", Map.of("stop_grace_period", "90s")),
                shop("web", Map.of("stop_grace_period", "5s"))))
        .containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void whoWasMadeWithoutOneGetsTheServicesOwn() {
    assertThat(graces(shop("web", Map.of()), shop("web", Map.of("stop_grace_period", "90s"))))
        .containsExactly(Duration.ofSeconds(90));
  }
}
