package dev.berth.status;

import dev.berth.plan.Samples;
import dev.berth.plan.swarm.SwarmPlanner;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.plan.swarm.SwarmWorld;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statuses of an app on a Swarm, each with one thing wrong. */
final class SwarmCase {
  private static final DesiredApp SHOP =
      Samples.desired(Samples.app(Map.of("web", Map.of("image", "shop:1", "replicas", 2))));

  private SwarmCase() {}

  static AppStatus of(SwarmWorld world) {
    SwarmWish wish = world.wish(SHOP);
    return new SwarmReport(wish, Optional.empty(), "localhost")
        .of(SwarmPlanner.plan(wish), List.of(), List.of());
  }

  static SwarmWorld settled() {
    return new SwarmWorld().settle(SHOP);
  }

  /** One that no node takes, as the Swarm says why. */
  static AppStatus homeless(String why) {
    SwarmWorld world = settled().empty("shop_web");
    world.task(world.service("shop_web"), 1, "running", "pending", why);
    return of(world);
  }

  static AppStatus paused() {
    return of(settled().empty("shop_web").update("shop_web", "paused"));
  }

  static AppStatus nodeDown() {
    SwarmWorld world = settled().empty("shop_web");
    world.task(world.service("shop_web"), 1, "shutdown", "running", "");
    return of(world.node("n1", "down"));
  }
}
