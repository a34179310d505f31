package dev.berth.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.plan.Samples;
import dev.berth.plan.World;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.StatusReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A quiet pass is one that time does not change. */
class PassRecordTest {
  /** With accidents, and then without. */
  private static final int ROUNDS = 12;

  private static final int ENOUGH_ROUNDS = 40;
  private static final ContainerView.Health[] HEALTHS = ContainerView.Health.values();
  private static final List<String> POLICIES = List.of("always", "on-failure", "no");

  private final Planner planner = new Planner("me");
  private final World world = new World();

  /** One pass after the other, as of the last. */
  private Instant now = World.NOW;

  private Restarts restarts = Restarts.NONE;
  private Optional<AppStatus> told = Optional.empty();

  private static DesiredApp app(Random chance) {
    Map<String, Object> services = new TreeMap<>();
    int last = chance.nextInt(3);
    for (int i = 0; i <= last; i++) {
      services.put(
          "s" + i,
          Map.of(
              "image",
              "image:1",
              "healthcheck",
              Map.of("test", "true"),
              "replicas",
              chance.nextInt(3),
              "restart",
              POLICIES.get(chance.nextInt(POLICIES.size())),
              "depends_on",
              i > 0 && chance.nextBoolean() ? List.of("s" + (i - 1)) : List.of()));
    }
    String state = chance.nextInt(6) == 0 ? "Stopped" : "Running";
    return Samples.desired(
        AppReader.read(Map.of("name", "shop", "services", services, "state", state)).app());
  }

  private AppStatus status(DesiredApp desired, Snapshot seen, Plan plan, Instant at) {
    return new StatusReport("me", desired, told, at).of(seen, plan, restarts, List.of());
  }

  /** The pass, if it is quiet; what it has planned is done. */
  private Optional<PassRecord> pass(DesiredApp desired) {
    Snapshot seen = world.snapshot();
    restarts = restarts.observing(seen.containers(), Optional.empty(), now);
    Plan plan = planner.plan(desired, seen, restarts, now);
    told = Optional.of(status(desired, seen, plan, now));
    world.turnTo(now);
    world.apply(plan);
    return Optional.of(new PassRecord(desired, seen, restarts, told))
        .filter(pass -> pass.isQuiet(plan, List.of(), now));
  }

  private void accident(Random chance) {
    List<String> running =
        world.snapshot().containers().stream()
            .filter(ContainerView::isRunning)
            .map(ContainerView::name)
            .toList();
    if (running.isEmpty()) {
      return;
    }
    String one = running.get(chance.nextInt(running.size()));
    switch (chance.nextInt(3)) {
      case 0 -> world.end(one, chance.nextInt(2));
      case 1 -> world.health(one, HEALTHS[chance.nextInt(HEALTHS.length)]);
      default -> {}
    }
  }

  private Optional<PassRecord> history(DesiredApp desired, Random chance) {
    for (int round = 0; round < ROUNDS; round++) {
      pass(desired);
      accident(chance);
      now = now.plusSeconds(1 + chance.nextInt(200));
    }
    Optional<PassRecord> quiet = Optional.empty();
    for (int round = 0; round < ENOUGH_ROUNDS && quiet.isEmpty(); round++) {
      now = now.plusSeconds(1 + chance.nextInt(60));
      quiet = pass(desired);
    }
    return quiet;
  }

  @Property(tries = 500)
  void theSameComesOfTheSameWheneverThatIs(@ForAll @IntRange(max = 1_000_000) int seed) {
    Random chance = new Random(seed);
    DesiredApp desired = app(chance);
    desired.app().services().keySet().forEach(name -> world.image(name, "sha256:1"));
    Optional<PassRecord> quiet = history(desired, chance);
    Assume.that(quiet.isPresent());
    Instant later = now.plusSeconds(1 + chance.nextInt(7200));
    Snapshot seen = quiet.orElseThrow().seen();
    Plan plan = planner.plan(desired, seen, restarts, later);

    assertThat(plan).isEqualTo(new Plan(List.of(), List.of()));
    assertThat(Optional.of(status(desired, seen, plan, later))).isEqualTo(quiet.get().told());
    assertThat(restarts.observing(seen.containers(), Optional.empty(), later)).isEqualTo(restarts);
  }
}
