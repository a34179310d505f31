package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who ends while others of its service are there gives up the names that it has with them. */
class NameSharingTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static App app(int replicas, Map<String, Object> more) {
    Map<String, Object> spec =
        new java.util.TreeMap<>(
            Map.of("image", "web", "replicas", replicas, "rollout", Map.of("strategy", "Rolling")));
    spec.putAll(more);
    return AppReader.read(
            Map.of(
                "apiVersion",
                "berth.dev/v1",
                "kind",
                "App",
                "metadata",
                Map.of("name", "shop"),
                "spec",
                spec))
        .app();
  }

  private Plan plan(App app) {
    return planner.plan(Samples.desired(app), world.snapshot(), Restarts.NONE, World.NOW);
  }

  private void settle(App app) {
    world.image("shop", "sha256:old");
    for (Plan plan = plan(app); !plan.isEmpty(); plan = plan(app)) {
      world.apply(plan);
    }
  }

  private static List<Action.StopContainer> stops(Plan plan) {
    return plan.steps().stream()
        .map(Step::action)
        .filter(Action.StopContainer.class::isInstance)
        .map(Action.StopContainer.class::cast)
        .toList();
  }

  /** What the one that is stopped gives up. */
  private Set<String> leaves(App wanted) {
    List<Action.StopContainer> stops = stops(plan(wanted));
    assertThat(stops).hasSize(1);
    return stops.getFirst().leaves();
  }

  private Set<String> networks() {
    return Set.copyOf(world.snapshot().networks().stream().map(NetworkView::id).toList());
  }

  @Test
  void ofThreeThatBecomeTwoTheThirdGivesThemUp() {
    settle(app(3, Map.of()));

    assertThat(leaves(app(2, Map.of()))).isEqualTo(networks());
  }

  @Test
  void theOldOneGivesThemUpWhenTheNewOneIsReady() {
    settle(app(1, Map.of()));
    App next = app(1, Map.of("environment", Map.of("NAME", "you")));
    world.apply(plan(next));

    assertThat(leaves(next)).isEqualTo(networks());
  }

  @Test
  void theLastOneKeepsThem() {
    settle(app(2, Map.of()));
    Map<String, Object> other =
        Map.of("services", Map.of("other", Map.of("image", "shop", "replicas", 1)));
    App gone =
        AppReader.read(
                Map.of(
                    "apiVersion",
                    "berth.dev/v1",
                    "kind",
                    "App",
                    "metadata",
                    Map.of("name", "shop"),
                    "spec",
                    other))
            .app();

    assertThat(stops(plan(gone))).hasSize(2).allMatch(stop -> stop.leaves().isEmpty());
  }

  @Test
  void whoHasAPortOfTheMachineKeepsThem() {
    Map<String, Object> port = Map.of("ports", List.of("80"));
    settle(app(3, port));

    assertThat(leaves(app(2, port))).isEqualTo(Set.of());
  }

  @Test
  void whereAddressesAreNotKeptNobodyGivesThemUp() {
    App plain = app(1, Map.of("rollout", Map.of("strategy", "Recreate")));
    settle(plain);
    settle(app(3, Map.of()));

    assertThat(world.snapshot().networks())
        .noneMatch(network -> network.labels().containsKey(Ownership.ADDRESSES));
    assertThat(leaves(app(2, Map.of()))).isEqualTo(Set.of());
  }

  @Test
  void whoIsStoppedToStartAgainKeepsThem() {
    App plain = app(2, Map.of("rollout", Map.of("strategy", "Recreate")));
    settle(plain);
    DesiredApp asked = Samples.restarted(Samples.desired(plain), World.NOW.plusSeconds(1));
    Plan plan = planner.plan(asked, world.snapshot(), Restarts.NONE, World.NOW.plusSeconds(2));

    assertThat(stops(plan)).isNotEmpty().allMatch(stop -> stop.leaves().isEmpty());
    assertThat(world.snapshot().containers()).allMatch(ContainerView::isRunning);
  }
}
