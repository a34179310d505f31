package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not applied to a volume is told, and never passed over: issue 18. */
class VolumeSurveyTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static App app(Map<String, ?> volume) {
    return AppReader.read(
            Map.of(
                "name",
                "shop",
                "services",
                Map.of("web", Map.of("image", "web:1", "volumes", List.of("data:/data"))),
                "volumes",
                Map.of("data", volume)))
        .app();
  }

  private List<String> drifts(Map<String, ?> before, Map<String, ?> after) {
    world.image("web", "sha256:w");
    for (Plan plan = plan(before); !plan.isEmpty(); plan = plan(before)) {
      world.apply(plan);
    }
    assertThat(plan(after).toString()).doesNotContain("volume");
    return DriftDetector.of("me", Samples.desired(app(after)), world.snapshot()).stream()
        .map(finding -> finding.drift() + " " + finding.drift().repair())
        .filter(text -> text.startsWith("volumes."))
        .toList();
  }

  private Plan plan(Map<String, ?> volume) {
    return planner.plan(Samples.desired(app(volume)), world.snapshot(), Restarts.NONE, World.NOW);
  }

  @Test
  void aLabelThatIsAnotherNow() {
    assertThat(drifts(Map.of("labels", Map.of("a", "b")), Map.of("labels", Map.of("a", "c"))))
        .containsExactly("volumes.data.labels.a: want c, have b NONE");
  }

  @Test
  void aLabelThatIsNew() {
    assertThat(drifts(Map.of(), Map.of("labels", Map.of("a", "b"))))
        .containsExactly("volumes.data.labels.a: want b, have nothing NONE");
  }

  @Test
  void aLabelThatIsNotWantedAnyMore() {
    assertThat(drifts(Map.of("labels", Map.of("a", "b")), Map.of()))
        .containsExactly("volumes.data.labels.a: want nothing, have b NONE");
  }

  @Test
  void nothingWhereAllIsAsDeclared() {
    assertThat(drifts(Map.of("labels", Map.of("a", "b")), Map.of("labels", Map.of("a", "b"))))
        .isEmpty();
  }

  @Test
  void optionsThatAreOthersNow() {
    Map<String, ?> small = Map.of("driver_opts", Map.of("type", "tmpfs", "o", "size=1m"));
    Map<String, ?> big = Map.of("driver_opts", Map.of("type", "tmpfs", "device", "tmpfs"));

    assertThat(drifts(small, big))
        .containsExactly(
            "volumes.data.driver_opts.device: want as declared, have otherwise NONE",
            "volumes.data.driver_opts.o: want nothing, have set NONE");
  }
}
