package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whose name a container bears, and who waits for it. */
class HandoverNamesTest {
  private static final DesiredApp BEFORE = app("", "front");
  private static final DesiredApp AFTER = app("front", "");

  private final World world = new World();

  /** {@code a} and {@code b}, each with a name of its own or none. */
  private static DesiredApp app(String ofA, String ofB) {
    return Samples.desired(
        Samples.app(Map.of("a", named(ofA), "b", named(ofB), "c", Map.of("image", "c:1"))));
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> service = new TreeMap<>(Map.of("image", "x:1"));
    if (!name.isEmpty()) {
      service.put("container_name", name);
    }
    return service;
  }

  private Handovers handovers(DesiredApp desired) {
    return new Handovers(
        new PlanningContext("me", desired, world.snapshot(), Restarts.NONE, World.NOW));
  }

  private static Service service(DesiredApp desired, String name) {
    return desired.app().service(name);
  }

  private List<ContainerView> settled(DesiredApp desired) {
    world.settle(desired);
    return world.snapshot().containers();
  }

  @Test
  void aNameIsHeldByWhoGivesItUp() {
    List<ContainerView> all = settled(BEFORE);
    assertThat(handovers(AFTER).isNameHeld(service(AFTER, "a"), all)).isTrue();
    assertThat(handovers(AFTER).isNameHeld(service(AFTER, "b"), all)).as("wants none").isFalse();
    assertThat(handovers(BEFORE).isNameHeld(service(BEFORE, "b"), all)).as("its own").isFalse();
    assertThat(handovers(AFTER).isNameHeld(service(AFTER, "a"), List.of())).isFalse();
    DesiredApp both = app("front", "front");
    assertThat(handovers(both).isNameHeld(service(both, "a"), all)).as("keeps it").isFalse();
  }

  @Test
  void aNameIsAwaitedByOthersOnly() {
    settled(BEFORE);
    Handovers handovers = handovers(AFTER);
    assertThat(handovers.isNameAwaited(service(AFTER, "b"), "front")).isTrue();
    assertThat(handovers.isNameAwaited(service(AFTER, "a"), "front")).isFalse();
    assertThat(handovers.isNameAwaited(service(AFTER, "b"), "other")).isFalse();
  }

  @Test
  void aNameIsMissedByWhoHasAllElse() {
    settled(BEFORE);
    assertThat(handovers(AFTER).isNameMissed(service(AFTER, "b"), "front")).isTrue();
    assertThat(handovers(AFTER).isNameMissed(service(AFTER, "a"), "front")).isFalse();
    assertThat(handovers(AFTER).isNameMissed(service(AFTER, "b"), "other")).isFalse();
    world.imageMissing("a");
    assertThat(handovers(AFTER).isNameMissed(service(AFTER, "b"), "front"))
        .as("its image is missing")
        .isFalse();
  }
}
