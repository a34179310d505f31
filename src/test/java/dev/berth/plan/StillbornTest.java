package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A container that was made and that the engine can never start: issue 17. */
class StillbornTest {
  private static final String TASK = "failed to create task: task 4f2a already exists";
  private static final String PORT = "driver failed: port is already allocated";

  private final World world = new World();
  private final Planner planner = new Planner("me");
  private final DesiredApp desired =
      Samples.desired(
          Samples.app(Map.of("web", Map.of("image", "web:1", "volumes", List.of("/data")))));

  private String planAfter(String error, Duration time) {
    world.image("web", "sha256:w");
    for (Plan plan = plan(World.NOW); !plan.isEmpty(); plan = plan(World.NOW)) {
      world.apply(plan);
    }
    world.stillborn(world.names().getFirst(), error);
    return plan(World.NOW.plus(time)).toString().replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  private Plan plan(Instant now) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, now);
  }

  @Test
  void givesWayToANewOneOfItsName() {
    assertThat(planAfter(TASK, Duration.ZERO))
        .isEqualTo(
            "remove shop-web-1-*: it could not be started: "
                + TASK
                + "\ncreate shop-web-1-*: it could not be started, with what its predecessor had at"
                + " /data\nstart shop-web-1-*: created");
    world.apply(plan(World.NOW));
    assertThat(plan(World.NOW).isEmpty()).isTrue();
  }

  /** Back-off goes by what is to be started, and is lost with another name. */
  @Test
  void isStartedAsBefore() {
    planAfter(TASK, Duration.ZERO);
    String name = world.names().getFirst();

    assertThat(plan(World.NOW).steps())
        .extracting(step -> step.action().what())
        .containsExactly("remove " + name, "create " + name, "start " + name);
  }

  @Test
  void isOnlyTriedAgainWhileSomebodyMayHoldItsPort() {
    assertThat(planAfter(PORT, Duration.ofSeconds(30))).isEqualTo("start shop-web-1-*: created");
  }

  @Test
  void isMadeAnewWhenThePortHasLongBeenHeld() {
    assertThat(planAfter(PORT, Duration.ofMinutes(2)))
        .startsWith("remove shop-web-1-*: it could not be started: " + PORT);
  }
}
