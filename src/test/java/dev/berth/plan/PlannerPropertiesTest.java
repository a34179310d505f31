package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.Service;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** From any state of the engine, plans lead to exactly what is wanted, and then to nothing more. */
class PlannerPropertiesTest {
  private static final int ENOUGH_ROUNDS = 60;
  private final Planner planner = new Planner("me");

  private static App app(Random chance) {
    Map<String, Object> services = new HashMap<>();
    int count = 1 + chance.nextInt(3);
    int shift = chance.nextInt(3);
    for (int i = 0; i < count; i++) {
      Map<String, Object> service = new HashMap<>();
      service.put("image", "image:1");
      service.put("replicas", chance.nextInt(4));
      service.put("environment", Map.of("V", "" + chance.nextInt(2)));
      service.put("depends_on", i > 0 && chance.nextBoolean() ? List.of("s" + (i - 1)) : List.of());
      surround(service, i, shift, services, chance);
      services.put("s" + i, service);
    }
    Map<String, Object> networks =
        Map.of("n0", Map.of("internal", chance.nextBoolean()), "n1", Map.of());
    return AppReader.read(
            Map.of(
                "name",
                "shop",
                "services",
                services,
                "networks",
                networks,
                "rollout",
                rollout(chance)))
        .app();
  }

  private static void surround(
      Map<String, Object> service,
      int number,
      int shift,
      Map<String, Object> before,
      Random chance) {
    if (chance.nextInt(3) == 0) {
      // Each number once: three services, and each may have any of theirs in another wish.
      service.put("ports", List.of(4000 + (number + shift) % 3 + ":80"));
      service.put("replicas", chance.nextInt(2));
    }
    switch (chance.nextInt(6)) {
      case 0 -> service.put("networks", List.of("n0"));
      case 1 ->
          service.put(
              "networks", Map.of("n0", Map.of("priority", chance.nextInt(3)), "n1", Map.of()));
      case 2 -> {
        service.put("container_name", "own" + (number + shift) % 3);
        service.put("replicas", chance.nextInt(2));
      }
      case 3 -> {
        boolean hasOwner =
            before.get("s" + (number - 1)) instanceof Map<?, ?> owner
                && !Integer.valueOf(0).equals(owner.get("replicas"));
        if (hasOwner) {
          service.put("network_mode", "service:s" + (number - 1));
        }
      }
      default -> {}
    }
  }

  private static Map<String, Object> rollout(Random chance) {
    return chance.nextBoolean()
        ? Map.of()
        : Map.of("maxSurge", chance.nextInt(3), "maxUnavailable", 1 + chance.nextInt(2));
  }

  private static void images(World world, App app, Random chance) {
    for (Service service : app.services().values()) {
      if (chance.nextInt(4) == 0) {
        world.imageMissing(service.name());
      } else {
        world.image(service.name(), "sha256:" + chance.nextInt(2));
      }
    }
  }

  /** Some rounds towards something else, with accidents. */
  private World history(Random chance) {
    World world = new World();
    for (int wish = 0; wish < 1 + chance.nextInt(3); wish++) {
      DesiredApp other = Samples.desired(app(chance));
      images(world, other.app(), chance);
      for (int round = 0; round < chance.nextInt(5); round++) {
        world.apply(planner.plan(other, world.snapshot(), Restarts.NONE, World.NOW));
        accident(world, chance);
      }
    }
    return world;
  }

  private static void accident(World world, Random chance) {
    List<String> names = world.names();
    switch (names.isEmpty() ? 4 : chance.nextInt(5)) {
      case 0 -> world.end(names.get(chance.nextInt(names.size())), 137);
      case 1 -> world.remove(names.get(chance.nextInt(names.size())));
      case 2 -> world.removeNetworks();
      default -> {}
    }
  }

  private void converge(World world, DesiredApp desired) {
    for (int round = 0; round < ENOUGH_ROUNDS; round++) {
      world.apply(planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW));
    }
  }

  @Property(tries = 300)
  void afterwardsNothingIsLeftToPlan(@ForAll @IntRange(max = 1_000_000) int seed) {
    Random chance = new Random(seed);
    World world = history(chance);
    DesiredApp desired = Samples.desired(app(chance));
    images(world, desired.app(), chance);
    converge(world, desired);

    assertThat(planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW).toString())
        .isEmpty();
  }

  @Property(tries = 300)
  void afterwardsExactlyTheWantedContainersRun(@ForAll @IntRange(max = 1_000_000) int seed) {
    Random chance = new Random(seed);
    World world = history(chance);
    DesiredApp desired = Samples.desired(app(chance));
    images(world, desired.app(), chance);
    converge(world, desired);

    assertThat(running(world)).isEqualTo(wanted(desired.app()));
  }

  /** A container's name went to a service that its own waits for: each waited for the other. */
  @Example
  void aNameThatGoesToWhomItsHolderWaitsForIsLetGo() {
    afterwardsExactlyTheWantedContainersRun(643_235);
  }

  @Property(tries = 200)
  void afterADeletionNothingIsThere(@ForAll @IntRange(max = 1_000_000) int seed) {
    Random chance = new Random(seed);
    World world = history(chance);
    converge(world, Samples.deleting(Samples.desired(app(chance)), true));

    assertThat(world.snapshot().isGone()).isTrue();
  }

  private static List<String> running(World world) {
    return world.snapshot().containers().stream()
        .map(c -> text(c.owner().orElseThrow(), c))
        .sorted()
        .toList();
  }

  private static String text(Ownership owner, ContainerView container) {
    return owner.service() + " " + owner.replica() + " " + container.life().state();
  }

  private static List<String> wanted(App app) {
    TreeSet<String> wanted = new TreeSet<>();
    for (Service service : app.services().values()) {
      for (int replica = 1; replica <= service.replicas(); replica++) {
        wanted.add(service.name() + " " + replica + " RUNNING");
      }
    }
    return List.copyOf(wanted);
  }
}
