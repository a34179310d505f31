package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Updates, changes of replicas and deaths of Berth between any two actions, by chance: all the
 * while somebody who is ready gets the requests, and in the end everything is as wanted.
 */
class RotationWalkTest {
  private static final int WALKS = 25;
  private static final int PASSES = 120;
  private static final int MOST_PASSES_TO_SETTLE = 200;

  private final Planner planner = new Planner("me");

  private static DesiredApp app(String strategy, int replicas, int surge) {
    Map<String, Object> web = new HashMap<>(Map.of("image", "web:1", "replicas", replicas));
    web.put("ports", List.of("4000:80"));
    Map<String, Object> rollout = new HashMap<>(Map.of("strategy", strategy));
    if (strategy.equals("Rolling")) {
      rollout.put("maxSurge", surge);
      rollout.put("maxUnavailable", 0);
    }
    App app =
        AppReader.read(Map.of("name", "shop", "services", Map.of("web", web), "rollout", rollout))
            .app();
    return Samples.desired(app);
  }

  /** One of them, with its chance. */
  private final class Walk {
    private final Random random;
    private final World world = new World();
    private final List<String> story = new ArrayList<>();
    private final String strategy;
    private DesiredApp desired;
    private int images;

    Walk(long seed, String strategy) {
      this.random = new Random(seed);
      this.strategy = strategy;
      this.desired = app(strategy, 2, 1);
      world.image("web", "sha256:0");
      world.image("web-holder", "sha256:haproxy");
    }

    void go() {
      settle();
      for (int pass = 0; pass < PASSES; pass++) {
        change();
        if (random.nextInt(4) == 0) {
          dieHalfWay();
        } else {
          world.apply(noted(plan()));
          ready();
        }
        watch();
      }
      settle();
      assertThat(world.snapshot().of("web"))
          .hasSize(desired.app().service("web").replicas())
          .allSatisfy(c -> assertThat(c.image()).isEqualTo("sha256:" + images));
    }

    private Plan plan() {
      return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
    }

    private void change() {
      if (random.nextInt(12) == 0) {
        world.image("web", "sha256:" + ++images);
        story.add("image " + images);
      }
      if (random.nextInt(20) == 0) {
        desired = app(strategy, 2 + random.nextInt(4), 1 + random.nextInt(2));
        story.add("replicas " + desired.app().service("web").replicas());
      }
    }

    /** Some of the steps are done; the next Berth knows of nobody whether he is ready. */
    private void dieHalfWay() {
      Plan plan = noted(plan());
      int done = plan.steps().isEmpty() ? 0 : random.nextInt(plan.steps().size() + 1);
      world.apply(new Plan(plan.steps().subList(0, done), List.of()));
      story.add("died after " + done);
      world.snapshot().containers().stream()
          .filter(ContainerView::isRunning)
          .forEach(c -> world.health(c.name(), ContainerView.Health.STARTING));
      watch();
      world.apply(noted(plan()));
      watch();
      ready();
    }

    private void ready() {
      world.snapshot().containers().stream()
          .filter(ContainerView::isRunning)
          .forEach(c -> world.health(c.name(), ContainerView.Health.HEALTHY));
    }

    private Plan noted(Plan plan) {
      plan.toString().lines().forEach(story::add);
      return plan;
    }

    private void settle() {
      for (int pass = 0; pass < MOST_PASSES_TO_SETTLE; pass++) {
        Plan plan = noted(plan());
        if (plan.isEmpty() && plan.waiting().isEmpty()) {
          return;
        }
        world.apply(plan);
        ready();
      }
      throw new AssertionError("no end: " + String.join("\n", story));
    }

    private void watch() {
      Snapshot seen = world.snapshot();
      Set<String> running =
          seen.of("web").stream()
              .filter(ContainerView::isRunning)
              .map(ContainerView::name)
              .collect(Collectors.toSet());
      List<String> in =
          seen.rotations().values().stream()
              .flatMap(rotation -> rotation.slots().stream())
              .filter(slot -> slot.admin() == Rotation.Admin.READY)
              .map(Rotation.Slot::container)
              .toList();
      assertThat(in).as(() -> String.join("\n", story)).isNotEmpty().isSubsetOf(running);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rolling", "Recreate"})
  void somebodyIsAlwaysIn(String strategy) {
    for (long seed = 0; seed < WALKS; seed++) {
      new Walk(seed, strategy).go();
    }
  }
}
