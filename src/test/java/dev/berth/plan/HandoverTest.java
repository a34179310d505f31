package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one service gives up and another takes is free before the new one starts. */
class HandoverTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static Map<String, Object> service(Object... more) {
    Map<String, Object> service = new HashMap<>(Map.of("image", "web:1"));
    for (int i = 0; i < more.length; i += 2) {
      service.put((String) more[i], more[i + 1]);
    }
    return service;
  }

  private static App app(Map<String, ?> services, Map<String, ?> rollout) {
    return AppReader.read(
            Map.of(
                "name",
                "shop",
                "services",
                services,
                "rollout",
                rollout,
                "networks",
                Map.of(
                    "n",
                    Map.of("ipam", Map.of("config", List.of(Map.of("subnet", "10.9.0.0/24")))))))
        .app();
  }

  private static App app(Map<String, ?> services) {
    return app(services, Map.of());
  }

  private static Map<String, ?> port(int port) {
    return service("ports", List.of(port + ":80"));
  }

  /** The world refuses two holders: then a plan cannot be done. */
  private void settle(App app) {
    app.services().keySet().forEach(name -> world.image(name, "sha256:w"));
    DesiredApp desired = Samples.desired(app);
    Plan plan = planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
    for (int round = 0; !plan.isEmpty(); round++) {
      assertThat(round).as(plan.toString()).isLessThan(30);
      world.apply(plan);
      plan = planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
    }
    assertThat(plan.waiting()).isEmpty();
    assertThat(world.snapshot().containers())
        .hasSize(app.services().size())
        .allMatch(ContainerView::isRunning);
  }

  @Test
  void aRenamedServiceStartsWhenTheOldOneHasEnded() {
    settle(app(Map.of("web", port(4000))));
    settle(app(Map.of("site", port(4000))));
  }

  @Test
  void aPortMovesFromAKeptServiceToANewOne() {
    settle(app(Map.of("web", port(4000))));
    settle(app(Map.of("web", service(), "proxy", port(4000))));
  }

  @Test
  void portsGoDownAChainAndRound() {
    settle(app(Map.of("a", port(1001), "b", port(1002), "c", port(1003))));
    settle(app(Map.of("a", port(1002), "b", port(1003), "c", port(1004))));
    settle(app(Map.of("a", port(1003), "b", port(1004), "c", port(1002))));
  }

  @Test
  void anAddressOfAllIsHeldByOneOfThem() {
    settle(app(Map.of("web", service("ports", List.of("127.0.0.1:4000:80")))));
    settle(app(Map.of("site", service("ports", List.of("4000:80")))));
  }

  /** The old one would wait for the new one, that for the proxy, and that for the port. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{strategy: Rolling, maxSurge: 1, maxUnavailable: 0}"})
  void aServiceThatNeedsWhoTakesItsPortDoesNotKeepIt(String rollout) {
    Map<String, ?> way =
        rollout.equals("{}")
            ? Map.of()
            : Map.of("strategy", "Rolling", "maxSurge", 1, "maxUnavailable", 0);
    settle(app(Map.of("web", port(4000)), way));
    Map<String, ?> web = service("depends_on", List.of("proxy"), "environment", Map.of("V", "2"));
    settle(app(Map.of("web", web, "proxy", port(4000)), way));
  }

  @Test
  void addressesAreHandedOverToo() {
    Map<String, ?> there = Map.of("n", Map.of("ipv4_address", "10.9.0.9"));
    settle(app(Map.of("web", service("networks", there))));
    settle(app(Map.of("site", service("networks", there))));
  }

  @Test
  void namesOfContainersAreHandedOverAndSwapped() {
    settle(app(Map.of("web", service("container_name", "one"))));
    settle(app(Map.of("site", service("container_name", "one"))));
    settle(
        app(
            Map.of(
                "a", service("container_name", "one"), "site", service("container_name", "two"))));
    settle(
        app(
            Map.of(
                "a", service("container_name", "two"), "site", service("container_name", "one"))));

    assertThat(world.names()).containsExactly("one", "two");
  }

  @Test
  void anAliasHasOneMeaningAtATime() {
    Map<String, ?> alias = Map.of("default", Map.of("aliases", List.of("api")));
    settle(app(Map.of("v1", service("networks", alias))));
    App next = app(Map.of("v2", service("networks", alias)));
    world.image("v2", "sha256:w");
    Plan plan = planner.plan(Samples.desired(next), world.snapshot(), Restarts.NONE, World.NOW);

    assertThat(plan.toString()).contains("stop shop-v1", "create shop-v2").doesNotContain("start");
    assertThat(plan.waiting())
        .extracting(WaitReason::message)
        .anySatisfy(message ->
            assertThat(message).startsWith("name api on network shop_default is still held by"));
    settle(next);
  }

  @Test
  void aNameThatTwoWantTogetherIsNoMatterOfTurns() {
    Map<String, ?> alias = Map.of("default", Map.of("aliases", List.of("api")));
    settle(app(Map.of("v1", service("networks", alias))));
    settle(app(Map.of("v1", service("networks", alias), "v2", service("networks", alias))));
  }

  @Test
  void aNameIsLetGoThoughItsHolderWaitsForWhoWantsIt() {
    settle(app(Map.of("one", service("image", "web:2"), "two", service("container_name", "mine"))));

    settle(
        app(
            Map.of(
                "one",
                service("container_name", "mine"),
                "two",
                service("network_mode", "service:one"))));

    assertThat(world.snapshot().of("one")).extracting(ContainerView::name).containsExactly("mine");
    assertThat(world.snapshot().of("two")).hasSize(1);
  }

  @Test
  void andNotBeforeItIsAllThatIsMissing() {
    settle(app(Map.of("one", service("image", "web:2"), "two", service("container_name", "mine"))));
    DesiredApp desired =
        Samples.desired(
            app(
                Map.of(
                    "one",
                    service("container_name", "mine", "image", "web:3"),
                    "two",
                    service("network_mode", "service:one"))));
    world.imageMissing("one");

    Plan plan = planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);

    assertThat(plan.toString()).contains("pull").doesNotContain("stop mine");
  }
}
