package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said of a plan in the making holds for each step that comes later. */
class StepsTest {
  private final World world = new World();
  private final List<ContainerView> webs = webs();
  private final Steps steps = new Steps();

  private List<ContainerView> webs() {
    DesiredApp desired =
        Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1", "replicas", 2))));
    world.settle(desired);
    return world.snapshot().of("web");
  }

  private Set<Integer> after(int step) {
    return steps.plan().steps().get(step).after();
  }

  @Test
  void noContainerIsMadeOrGoesBeforeItsDataAreKept() {
    int kept = steps.add(new Action.KeepVolume("data", new TreeMap<>(), "carried over"));
    steps.secure(Set.of(kept));
    int stop = steps.add(new Action.StopContainer(webs.getFirst(), Duration.ZERO, "old"));
    int remove = steps.add(new Action.RemoveContainer(webs.getFirst(), "old"), Set.of(stop));
    int create = steps.add(new Action.CreateContainer(webs.getLast().settings(), "none"));

    assertThat(List.of(kept, stop, remove, create)).isEqualTo(List.of(0, 1, 2, 3));
    assertThat(after(kept)).isEmpty();
    assertThat(after(stop)).isEmpty();
    assertThat(after(remove)).containsExactlyInAnyOrder(kept, stop);
    assertThat(after(create)).containsExactly(kept);
  }

  @Test
  void whoMayBeAskedLeavesTheRotationBeforeItIsStopped() {
    ContainerView asked = webs.getFirst();
    ContainerView idle = webs.getLast();
    steps.holdBack(asked::equals);
    steps.stop(asked, Duration.ZERO, "one");
    steps.end(idle, Duration.ZERO, "two", Set.of());

    assertThat(steps.leaving())
        .containsOnly(Map.entry(asked.name(), "one"), Map.entry(idle.name(), "two"));
    assertThat(steps.plan()).hasToString("stop " + idle.name() + ": two");
  }

  @Test
  void onlyWhoGoesForGoodGivesUpItsNames() {
    steps.shareNames(container -> Set.of("shop_default"));
    steps.stop(webs.getFirst(), Duration.ZERO, "again");
    steps.end(webs.getLast(), Duration.ZERO, "gone", Set.of(0));

    assertThat(steps.plan().steps())
        .extracting(step -> ((Action.StopContainer) step.action()).leaves())
        .containsExactly(Set.of(), Set.of("shop_default"));
    assertThat(after(1)).containsExactly(0);
  }
}
