package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is planned, as the text of plans. */
class PlannerTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  /** Until nothing is left to do. */
  private void settle(DesiredApp desired) {
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
    }
  }

  private DesiredApp running(int webs) {
    world.image("redis", "sha256:r");
    world.image("web", "sha256:w");
    DesiredApp desired = Samples.desired(Samples.shop(webs));
    settle(desired);
    return desired;
  }

  /** Ends of names depend on fingerprints, which have a test of their own. */
  private static String text(Plan plan) {
    return plan.toString().replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  @Test
  void beginsWithWhatDependsOnNothing() {
    world.image("redis", "sha256:r");
    world.image("web", "sha256:w");

    assertThat(text(plan(Samples.desired(Samples.shop(1)))))
        .isEqualTo(
            """
            create network shop_default: missing
            create shop-redis-1-*: no container
            start shop-redis-1-*: created
            create shop-web-1-*: no container\
            """);
  }

  private static Set<String> aliases(dev.berth.observe.ContainerSettings settings) {
    return settings.network().endpoints().getFirst().aliases();
  }

  private Set<String> made(App app, String service) {
    app.services().keySet().forEach(name -> world.image(name, "sha256:" + name));
    return plan(Samples.desired(app)).steps().stream()
        .map(Step::action)
        .flatMap(a -> a instanceof Action.CreateContainer c ? Stream.of(c.settings()) : Stream.of())
        .filter(settings -> aliases(settings).contains(service))
        .map(PlannerTest::aliases)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesContainersAsComposeDoesBesideTheirAliases() {
    App linked =
        Samples.app(
            Map.of(
                "db", Map.of("image", "db:1"),
                "web", Map.of("image", "web:1", "links", java.util.List.of("db"))));

    assertThat(made(linked, "db")).containsExactlyInAnyOrder("db", "shop-db-1", "db-1");
    assertThat(made(linked, "web")).containsExactlyInAnyOrder("web", "shop-web-1");
  }

  @Test
  void takesNobodysNameForThat() {
    App named =
        Samples.app(Map.of("db", Map.of("image", "db:1"), "shop-db-1", Map.of("image", "web:1")));

    assertThat(made(named, "db")).containsExactly("db");
  }

  /** Or each container would be taken off its network when a new Berth begins. */
  @Test
  void demandsThoseNamesOfNobodyThatRuns() {
    DesiredApp desired = running(1);
    Blueprints blueprints = new Blueprints("me", desired, world.snapshot());

    assertThat(aliases(blueprints.of(desired.app().service("web"), 1).settings()))
        .containsExactly("web");
  }

  @Test
  void getsAnImageBeforeAContainer() {
    world.image("redis", "sha256:r");
    world.imageMissing("web");

    assertThat(text(plan(Samples.desired(Samples.shop(1)))))
        .contains("pull ref-web: not on the engine")
        .doesNotContain("create shop-web");
  }

  @Test
  void replacesOnlyTheReplicaThatIsGone() {
    DesiredApp desired = running(2);
    world.remove(world.names().get(1));

    assertThat(text(plan(desired)))
        .isEqualTo("create shop-web-1-*: no container\nstart shop-web-1-*: created");
  }

  @Test
  void awaitsTheEndOfAContainerThatStartsAgain() {
    DesiredApp desired = running(1);
    world.stopping(world.names().get(1));

    Plan plan = plan(desired);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.waiting())
        .extracting(WaitReason::message)
        .singleElement()
        .asString()
        .contains("has to end before it starts again");
  }

  @Test
  void startsADeadContainerAgain() {
    DesiredApp desired = running(1);
    world.end(world.names().get(1), 137);

    assertThat(text(plan(desired))).isEqualTo("start shop-web-1-*: exited 137");
  }

  @Test
  void changesOnlyTheServiceThatChanged() {
    running(1);
    App changed =
        Samples.app(
            Map.of(
                "redis", Map.of("image", "redis:7"),
                "web",
                    Map.of(
                        "image",
                        "web:1",
                        "environment",
                        Map.of("NAME", "Berth"),
                        "depends_on",
                        java.util.List.of("redis"))));

    assertThat(text(plan(Samples.desired(changed))))
        .isEqualTo(
            """
            create shop-web-1-*: environment.NAME: want Berth, have nothing
            stop shop-web-1-*: environment.NAME: want Berth, have nothing\
            """);
  }

  @Test
  void takesDownOneReplicaAtATime() {
    running(2);
    world.image("web", "sha256:new");

    assertThat(text(plan(Samples.desired(Samples.shop(2)))))
        .contains("stop shop-web-1-*: image: want web new, have w")
        .doesNotContain("stop shop-web-2");
  }

  @Test
  void scalesDownFromTheEnd() {
    running(3);

    assertThat(text(plan(Samples.desired(Samples.shop(1)))))
        .isEqualTo("stop shop-web-2-*: scaled down to 1\nstop shop-web-3-*: scaled down to 1");
  }

  @Test
  void connectsARunningContainerToItsNewNetwork() {
    DesiredApp desired = running(1);
    world.removeNetworks();

    assertThat(text(plan(desired)))
        .isEqualTo(
            """
            create network shop_default: missing
            connect shop-redis-1-* to shop_default: networks.shop_default: want connected, have nothing
            connect shop-web-1-* to shop_default: networks.shop_default: want connected, have nothing\
            """);
  }

  @Test
  void stopsBeforeItDeletes() {
    DesiredApp deleting = Samples.deleting(running(1), false);
    String first = text(plan(deleting));
    world.apply(plan(deleting));

    assertThat(first + "\n--\n" + text(plan(deleting)))
        .isEqualTo(
            """
            stop shop-redis-1-*: app is being deleted
            stop shop-web-1-*: app is being deleted
            --
            remove shop-redis-1-*: app is being deleted
            remove shop-web-1-*: app is being deleted
            remove network shop_default: app is being deleted\
            """);
  }

  @Test
  void leavesAStoppedAppLying() {
    DesiredApp desired = running(1);
    App stopped = desired.app().withState(App.RunState.STOPPED);
    settle(Samples.desired(stopped));

    assertThat(world.names()).hasSize(2);
  }
}
