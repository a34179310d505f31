package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Drift;
import dev.berth.plan.Samples;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What of an app on a Swarm is not as declared, field by field. */
class SwarmFindingsTest {
  private final SwarmWorld world = new SwarmWorld();

  private static DesiredApp shop(Map<String, ?> drift) {
    return shop(drift, "Running");
  }

  private static DesiredApp shop(Map<String, ?> drift, String state) {
    return Samples.desired(
        AppReader.read(
                Map.of(
                    "name",
                    "shop",
                    "services",
                    Map.of(
                        "db",
                        Map.of("image", "db:1"),
                        "web",
                        Map.of("image", "shop:1", "environment", Map.of("NAME", "World"))),
                    "drift",
                    drift,
                    "state",
                    state))
            .app());
  }

  private static final DesiredApp SHOP = shop(Map.of());

  private Map<String, List<Drift>> drifts(DesiredApp desired) {
    return SwarmFindings.drifts(world.wish(desired));
  }

  /** Somebody types {@code docker service update}. */
  private void meddle() {
    SwarmService there = world.service("shop_web");
    Map<String, Object> spec = SpecTree.copy(there.spec());
    Map<String, Object> task = SpecTree.copy(SpecTree.map(spec, "TaskTemplate"));
    Map<String, Object> container = SpecTree.copy(SpecTree.map(task, "ContainerSpec"));
    container.put("Env", List.of("NAME=Others"));
    task.put("ContainerSpec", container);
    spec.put("TaskTemplate", task);
    spec.put("Mode", Map.of("Replicated", Map.of("Replicas", 5)));
    world.write(there.id(), there.name(), spec, "");
  }

  @Test
  void nothingOfWhatIsAsDeclared() {
    assertThat(drifts(SHOP).keySet()).as("neither is there").containsExactly("db", "web");
    assertThat(drifts(SHOP).get("web"))
        .containsExactly(new Drift("service", "shop_web", "", Drift.Repair.RECREATE));
    world.settle(SHOP);
    assertThat(drifts(SHOP)).isEmpty();
  }

  @Test
  void eachFieldThatDiffersUnlessItIsToBeLeft() {
    world.settle(SHOP);
    meddle();
    assertThat(drifts(SHOP).keySet()).containsExactly("web");
    assertThat(drifts(SHOP).get("web"))
        .containsExactly(
            new Drift("environment.NAME", "World", "Others", Drift.Repair.UPDATE),
            new Drift("replicas", "1", "5", Drift.Repair.UPDATE));
    assertThat(drifts(shop(Map.of("ignore", List.of("environment.NAME")))).get("web"))
        .containsExactly(new Drift("replicas", "1", "5", Drift.Repair.UPDATE));
  }

  @Test
  void nothingOfWhatIsStoppedOrGoes() {
    world.settle(SHOP);
    meddle();
    assertThat(drifts(Samples.deleting(SHOP, false))).isEmpty();
    assertThat(drifts(shop(Map.of(), "Stopped"))).isEmpty();
  }

  /** What the Swarm went back to is what it was told to go back to. */
  @Test
  void nothingOfWhatTheSwarmTookBack() {
    world.settle(SHOP);
    SwarmService good = world.service("shop_web");
    Map<String, Object> services = new TreeMap<>();
    services.put("db", Map.of("image", "db:1"));
    services.put("web", Map.of("image", "shop:2", "environment", Map.of("NAME", "World")));
    DesiredApp bad = Samples.desired(Samples.app(services));
    world.settle(bad);
    world.write(good.id(), good.name(), good.spec(), "rollback_completed");
    assertThat(drifts(bad)).isEmpty();

    world.write(good.id(), good.name(), good.spec(), "completed");
    assertThat(drifts(bad).keySet()).containsExactly("web");
  }
}
