package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Samples;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is planned on a Swarm, from wanted and there alone. */
class SwarmPlannerTest {
  private final SwarmWorld world = new SwarmWorld();

  private static DesiredApp shop(Map<String, ?> web) {
    Map<String, Object> service = new TreeMap<>(web);
    service.putIfAbsent("image", "shop:1");
    return Samples.desired(Samples.app(Map.of("web", service)));
  }

  private static final DesiredApp SHOP = shop(Map.of("environment", Map.of("NAME", "World")));

  @Test
  void makesNetworkAndServiceAndThenNothing() {
    assertThat(world.plan(SHOP))
        .hasToString("create network shop_default: absent\ncreate service shop_web: absent");
    assertThat(world.settle(SHOP).plan(SHOP).isEmpty()).isTrue();
  }

  @Test
  void scalingMakesNoTaskAnew() {
    world.settle(SHOP);
    DesiredApp more = shop(Map.of("environment", Map.of("NAME", "World"), "replicas", 3));

    assertThat(world.plan(more)).hasToString("update service shop_web: scaled from 1 to 3");
    String before = world.service("shop_web").fingerprint();
    assertThat(world.settle(more).service("shop_web").fingerprint()).isEqualTo(before);
  }

  @Test
  void whatEnginesFillInIsNoDrift() {
    world.settle(SHOP);
    SwarmService there = world.service("shop_web");
    Map<String, Object> spec = SpecTree.copy(there.spec());
    Map<String, Object> task = SpecTree.copy(SpecTree.map(spec, "TaskTemplate"));
    Map<String, Object> container = SpecTree.copy(SpecTree.map(task, "ContainerSpec"));
    container.put("Isolation", "default");
    task.put("ContainerSpec", container);
    task.put("Runtime", "container");
    task.put("ForceUpdate", 0);
    spec.put("TaskTemplate", task);
    spec.put("RollbackConfig", Map.of("FailureAction", "pause", "MaxFailureRatio", 0));
    Map<String, String> labels = SpecTree.texts(spec, "Labels");
    labels.put("of.others", "yes");
    spec.put("Labels", labels);
    world.write(there.id(), there.name(), spec, "");

    assertThat(world.plan(SHOP).isEmpty()).isTrue();
  }

  @Test
  void whatOthersWroteIsPutRightWithTheirLabelsKept() {
    world.settle(SHOP);
    SwarmService there = world.service("shop_web");
    Map<String, Object> spec = SpecTree.copy(there.spec());
    spec.put("Labels", Map.of("com.docker.stack.namespace", "shop", "of.others", "yes"));
    spec.put("Mode", Map.of("Replicated", Map.of("Replicas", 5)));
    world.write(there.id(), there.name(), spec, "");

    assertThat(world.plan(SHOP).toString())
        .startsWith("update service shop_web: deploy.labels.com.docker.stack.image: want shop:1");
    world.settle(SHOP);
    assertThat(world.service("shop_web").labels()).containsEntry("of.others", "yes");
    assertThat(world.plan(SHOP).isEmpty()).isTrue();
  }

  @Test
  void whatTheSwarmTookBackIsNotWrittenAgain() {
    world.settle(SHOP);
    SwarmService good = world.service("shop_web");
    DesiredApp bad = shop(Map.of("image", "shop:2"));
    world.settle(bad);
    world.write(good.id(), good.name(), good.spec(), "rollback_completed");

    assertThat(world.plan(bad).isEmpty()).isTrue();
    DesiredApp newer = shop(Map.of("image", "shop:3"));
    assertThat(world.plan(newer).toString()).startsWith("update service shop_web");
  }

  /** Killed between the Swarm's way back and the quarantine, Berth has no memory of the change. */
  @Test
  void whatTheSwarmTookBackIsKnownByItsTasks() {
    world.settle(SHOP);
    SwarmService good = world.service("shop_web");
    DesiredApp bad = shop(Map.of("image", "shop:2"));
    SwarmService changed = world.settle(bad).service("shop_web");
    world.write(good.id(), good.name(), good.spec(), "rollback_completed");
    world.forget().task(changed, 1, "shutdown", "failed", "task: non-zero exit (1)");

    assertThat(world.plan(bad).isEmpty()).isTrue();
    assertThat(world.plan(Samples.again(bad)).toString()).startsWith("update service shop_web");
  }

  @Test
  void aServiceIsMadeWhenWhatItWaitsForIsReady() {
    DesiredApp app =
        Samples.desired(
            Samples.app(
                Map.of(
                    "db",
                    Map.of("image", "db:1"),
                    "web",
                    Map.of("image", "shop:1", "depends_on", List.of("db")))));
    assertThat(world.plan(app).toString()).doesNotContain("shop_web");
    assertThat(world.plan(app).waiting()).hasSize(1);
    world.settle(app);
    assertThat(world.service("shop_web").networks()).isNotEmpty();
  }

  @Test
  void aServiceStaysWithItsData() {
    DesiredApp app =
        Samples.desired(
            AppReader.read(
                    Map.of(
                        "name", "shop",
                        "services",
                            Map.of("web", Map.of("image", "shop:1", "volumes", List.of("data:/d"))),
                        "volumes", Map.of("data", Map.of())))
                .app());
    world.settle(app);
    assertThat(SwarmVolumes.pins(world.wish(app))).containsEntry("data", "n1");
    world.pin("data", "n1").settle(app);
    assertThat(
            SpecTree.list(
                world.service("shop_web").spec(), "TaskTemplate", "Placement", "Constraints"))
        .isEqualTo(List.of("node.id==n1"));
  }

  @Test
  void allOfAnAppGoes() {
    world.settle(SHOP);
    DesiredApp gone = Samples.deleting(SHOP, false);
    assertThat(world.plan(gone))
        .hasToString(
            "remove service shop_web: the app goes\nremove network shop_default: the app goes");
    assertThat(world.settle(gone).wish(gone).seen().isGone()).isTrue();
  }
}
