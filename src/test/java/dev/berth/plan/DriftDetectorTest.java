package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftDetectorTest {
  private static final List<Map<String, Object>> POLICIES =
      List.of(
          Map.of(),
          Map.of("drift", Map.of("policy", "report")),
          Map.of("drift", Map.of("ignore", List.of("deploy", "environment"))));

  private final World world = new World();
  private final Planner planner = new Planner("b1");

  private static DesiredApp desired(Map<String, Object> policy) {
    Map<String, Object> web =
        Map.of(
            "image", "web:1",
            "environment", Map.of("NAME", "World"),
            "deploy", Map.of("resources", Map.of("limits", Map.of("memory", "64m"))));
    Map<String, Object> app = new HashMap<>(policy);
    app.put("name", "shop");
    app.put("services", Map.of("web", web));
    return Samples.desired(AppReader.read(app).app());
  }

  private void run(DesiredApp desired) {
    world.image("web", "sha256:w");
    Plan plan = plan(desired);
    while (!plan.steps().isEmpty()) {
      world.apply(plan);
      plan = plan(desired);
    }
  }

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private List<String> drifts(DesiredApp desired) {
    return DriftDetector.of("b1", desired, world.snapshot()).stream()
        .map(finding -> finding.drift().toString())
        .toList();
  }

  @Test
  void nothingDriftsAtFirst() {
    for (Map<String, Object> policy : POLICIES) {
      run(desired(policy));
      assertThat(drifts(desired(policy))).isEmpty();
    }
  }

  @Test
  void aLimitIsMendedInPlace() {
    DesiredApp desired = desired(POLICIES.getFirst());
    run(desired);
    world.limit(world.names().getFirst(), 1 << 20);

    assertThat(drifts(desired))
        .containsExactly("deploy.resources.limits.memory: want 67108864, have 1048576");
    assertThat(plan(desired).toString())
        .matches("update limits of shop-web-1-\\w+: deploy.resources.limits.memory: .*");
    world.apply(plan(desired));
    assertThat(drifts(desired)).isEmpty();
  }

  @Test
  void whatIsOnlyReportedStays() {
    DesiredApp desired = desired(POLICIES.get(1));
    run(desired);
    world.limit(world.names().getFirst(), 1 << 20);

    assertThat(drifts(desired)).hasSize(1);
    assertThat(plan(desired).steps()).isEmpty();
  }

  @Test
  void whatIsIgnoredIsNoDrift() {
    DesiredApp desired = desired(POLICIES.get(2));
    run(desired);
    world.limit(world.names().getFirst(), 1 << 20);

    assertThat(drifts(desired)).isEmpty();
    assertThat(plan(desired).steps()).isEmpty();
  }

  @Test
  void anUpdateIsNoDrift() {
    run(desired(POLICIES.getFirst()));
    world.image("web", "sha256:new");

    assertThat(drifts(desired(POLICIES.getFirst()))).hasSize(1);
    assertThat(drifts(Samples.desired(Samples.shop(1)))).isEmpty();
  }

  /** A volume made anew would be empty, so it is told and left. */
  @Test
  void aVolumeThatDiffersIsOnlyTold() {
    world.image("web", "sha256:w");
    Map<String, Object> web = Map.of("image", "web:1", "volumes", List.of("data:/data"));
    Map<String, Object> app =
        Map.of(
            "name", "shop",
            "services", Map.of("web", web),
            "volumes",
                Map.of(
                    "data",
                    Map.of("driver", "nfs", "driver_opts", Map.of("o", "password=hunter2"))));
    DesiredApp desired = Samples.desired(AppReader.read(app).app());
    run(desired);

    // The engine of this test makes local volumes whatever it is asked for.
    assertThat(drifts(desired))
        .containsExactly(
            "volumes.data.driver: want nfs, have local",
            "volumes.data.driver_opts.o: want as declared, have otherwise");
    assertThat(plan(desired).steps()).isEmpty();
  }
}
