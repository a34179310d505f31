package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What differs in a network is drift if it was made for what is wanted, and an update if not. */
class NetworkDriftsTest {
  private static final Map<String, Object> DECLARED =
      Map.of(
          "driver", "ipvlan",
          "internal", true,
          "driver_opts", Map.of("mode", "l2"),
          "labels", Map.of("tier", "front"),
          "ipam", Map.of("config", List.of(Map.of("subnet", "10.1.0.0/24"))));

  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static DesiredApp app(Map<String, Object> network, Map<String, Object> drift) {
    Map<String, Object> app = new HashMap<>();
    app.put("name", "shop");
    app.put("services", Map.of("web", Map.of("image", "web:1", "networks", List.of("front"))));
    app.put("networks", Map.of("front", network));
    app.put("drift", drift);
    return Samples.desired(AppReader.read(app).app());
  }

  private String plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW).toString();
  }

  private void settle(DesiredApp desired) {
    world.image("web", "sha256:w");
    for (int round = 0; round < 9; round++) {
      world.apply(planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW));
    }
    assertThat(plan(desired)).isEmpty();
  }

  private List<String> drifts(DesiredApp desired) {
    return DriftDetector.of("me", desired, world.snapshot()).stream()
        .map(finding -> finding.drift().toString())
        .toList();
  }

  /** Somebody made another one of that name, labels and all. */
  private void swap(Map<String, Object> made) {
    NetworkView old = world.snapshot().networks().getFirst();
    world.replace(
        new NetworkView(
            old.id(), old.name(), app(made, Map.of()).app().network("front"), old.labels()));
  }

  @Test
  void everythingDeclaredIsCompared() {
    DesiredApp desired = app(DECLARED, Map.of());
    settle(desired);
    assertThat(drifts(desired)).isEmpty();
    swap(Map.of("driver", "bridge"));

    assertThat(drifts(desired))
        .containsExactly(
            "networks.shop_front.driver: want ipvlan, have bridge",
            "networks.shop_front.internal: want true, have nothing",
            "networks.shop_front.driver_opts.mode: want l2, have nothing",
            "networks.shop_front.ipam.subnet: want 10.1.0.0/24, have nothing");
    assertThat(plan(desired)).contains("remove network shop_front: networks.shop_front.driver");
    settle(desired);
    assertThat(drifts(desired)).isEmpty();
  }

  @Test
  void whatIsOnlyReportedOrIgnoredStays() {
    for (Map<String, Object> policy :
        List.<Map<String, Object>>of(
            Map.of("policy", "report"), Map.of("ignore", List.of("networks")))) {
      DesiredApp desired = app(Map.of("internal", true), policy);
      settle(desired);
      swap(Map.of("driver", "bridge"));

      assertThat(plan(desired)).isEmpty();
      assertThat(drifts(desired)).hasSize(policy.containsKey("policy") ? 1 : 0);
      swap(Map.of("driver", "bridge", "internal", true));
    }
  }

  @Test
  void anUpdateIsNoDriftAndIsDoneInAnyPolicy() {
    Map<String, Object> report = Map.of("policy", "report");
    settle(app(Map.of(), report));
    DesiredApp changed = app(Map.of("internal", true), report);

    assertThat(drifts(changed)).isEmpty();
    assertThat(plan(changed)).contains("networks.shop_front.internal: want true, have nothing");
    settle(changed);
    assertThat(world.snapshot().networks().getFirst().internal()).isTrue();
  }

  /** Berths before 1.0 did not write the driver into the fingerprint. */
  @Test
  void anUpgradeMakesNoNetworkAnew() {
    DesiredApp desired = app(Map.of("internal", true, "driver", "ipvlan"), Map.of());
    settle(desired);
    NetworkView old = world.snapshot().networks().getFirst();
    SortedMap<String, String> labels = new TreeMap<>(old.labels());
    labels.remove(Ownership.FINGERPRINT);
    world.replace(old.withLabels(labels));

    assertThat(plan(desired)).isEmpty();
    assertThat(drifts(desired)).isEmpty();
  }
}
