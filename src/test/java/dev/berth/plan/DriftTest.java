package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One field that is not as it should be: how it is told, remembered and found again. */
class DriftTest {
  private static final Drift NAME =
      new Drift("environment.NAME", "World", "", Drift.Repair.RECREATE);

  @Test
  void nothingIsSaidInWords() {
    assertThat(NAME).hasToString("environment.NAME: want World, have nothing");
    assertThat(new Drift("user", "", "9", Drift.Repair.RECREATE))
        .hasToString("user: want nothing, have 9");
  }

  @Test
  void aHabitIsTheFieldAndWhatBecomesOfIt() {
    assertThat(new Drift("user", "1", "9", Drift.Repair.RECREATE).habit()).isEqualTo("user=9");
  }

  @Test
  void aFindingIsThatOfOneContainerAndOneField() {
    World world = new World();
    world.settle(
        Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1", "replicas", 2)))));
    List<ContainerView> webs = world.snapshot().of("web");
    DriftDetector.Finding finding =
        new DriftDetector.Finding("web", Optional.of(webs.getFirst()), "id", NAME);
    Drift other = new Drift("user", "1", "9", Drift.Repair.RECREATE);
    assertThat(finding.isOf(webs.getFirst(), NAME)).isTrue();
    assertThat(finding.isOf(webs.getLast(), NAME)).isFalse();
    assertThat(finding.isOf(webs.getFirst(), other)).isFalse();
    DriftDetector.Finding ofTheApp = new DriftDetector.Finding("", Optional.empty(), "id", NAME);
    assertThat(ofTheApp.isOf(webs.getFirst(), NAME)).isFalse();
  }
}
