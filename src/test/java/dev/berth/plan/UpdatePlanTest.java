package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a container is mended in place, and what {@code drift.ignore} leaves as it is. */
class UpdatePlanTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static DesiredApp app(String... ignored) {
    return Samples.desired(
        AppReader.read(
                Map.of(
                    "name",
                    "shop",
                    "services",
                    Map.of(
                        "web",
                        Map.of(
                            "image",
                            "web:1",
                            "mem_limit",
                            "64m",
                            "networks",
                            List.of("back", "back-office"))),
                    "networks",
                    Map.of("back", Map.of(), "back-office", Map.of()),
                    "drift",
                    Map.of("ignore", List.of(ignored))))
            .app());
  }

  private String plan(DesiredApp desired) {
    return planner
        .plan(desired, world.snapshot(), Restarts.NONE, World.NOW)
        .toString()
        .replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  private ContainerView settled() {
    world.settle(app());
    assertThat(plan(app())).isEmpty();
    return world.snapshot().of("web").getFirst();
  }

  @Test
  void anotherNameIsPutRight() {
    ContainerView web = settled();
    world.apply(
        new Plan(
            List.of(new Step(new Action.Rename(web, "other", "by hand"), Set.of())), List.of()));
    assertThat(plan(app()))
        .isEqualTo("rename other to shop-web-1-*: name: want shop-web-1-…, have other");
    assertThat(plan(app("name"))).isEmpty();
  }

  @Test
  void anotherRestartPolicyIsPutRight() {
    ContainerView web = settled();
    world.apply(
        new Plan(
            List.of(
                new Step(new Action.UpdateRestart(web, RestartPolicy.NEVER, "by hand"), Set.of())),
            List.of()));
    assertThat(plan(app()))
        .isEqualTo(
            "set restart policy of shop-web-1-* to unless-stopped: restart: want unless-stopped,"
                + " have no");
    assertThat(plan(app("restart"))).isEmpty();
  }

  @Test
  void anotherLimitIsPutRight() {
    ContainerView web = settled();
    world.limit(web.name(), 5L << 20);
    assertThat(plan(app()))
        .isEqualTo(
            "update limits of shop-web-1-*: deploy.resources.limits.memory: want 67108864, have"
                + " 5242880");
    assertThat(plan(app("deploy.resources.limits.memory"))).isEmpty();
  }

  /** It could not work without; that is not left, whatever is ignored. */
  @Test
  void whatWasTakenFromItItGetsBack() {
    ContainerView web = settled();
    String id =
        world.snapshot().networks().stream()
            .filter(n -> n.name().equals("shop_back-office"))
            .findFirst()
            .orElseThrow()
            .id();
    world.apply(
        new Plan(
            List.of(new Step(new NetworkAction.Disconnect(id, web, "by hand"), Set.of())),
            List.of()));
    assertThat(plan(app("networks")))
        .isEqualTo(
            "connect shop-web-1-* to shop_back-office: networks.shop_back-office: want connected,"
                + " have nothing");
  }
}
