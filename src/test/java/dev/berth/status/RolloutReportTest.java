package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Rotation;
import dev.berth.observe.Rotation.Admin;
import dev.berth.observe.Rotation.Slot;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import dev.berth.state.RolloutProgress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far a change behind a holder is told to be. */
class RolloutReportTest {
  private static DesiredApp wanted(int replicas, String command) {
    return Samples.desired(
        Samples.app(
            Map.of(
                "web",
                Map.of(
                    "image",
                    "web:1",
                    "command",
                    command,
                    "ports",
                    List.of("4000:80"),
                    "replicas",
                    replicas))));
  }

  private static StatusCase settled(int replicas) {
    return new StatusCase(wanted(replicas, "serve")).settled();
  }

  private static Optional<AppStatus.RolloutStatus> told(StatusCase world) {
    return Objects.requireNonNull(world.status().services().get("web")).rollout();
  }

  private static StatusCase first(StatusCase world, Admin admin, boolean isUp) {
    return world.rotations(rotation -> rotation.with(slot(rotation, admin, isUp)));
  }

  private static Slot slot(Rotation rotation, Admin admin, boolean isUp) {
    Slot slot = rotation.slots().getFirst();
    return new Slot(slot.number(), slot.container(), admin, true, isUp, false, 0, 0);
  }

  @Test
  void atRestThereIsNothingToTell() {
    assertThat(told(settled(2))).isEmpty();
  }

  @Test
  void whereNoHolderStandsThereIsNothingToTell() {
    assertThat(told(StatusCase.web())).isEmpty();
  }

  @Test
  void ofWhatIsStoppedThereIsNothingToTell() {
    StatusCase stopped =
        first(settled(2), Admin.DRAIN, true)
            .as(Samples.desired(wanted(2, "serve").app().withState(App.RunState.STOPPED)));

    assertThat(told(stopped)).isEmpty();
  }

  @Test
  void whoLeavesIsCounted() {
    assertThat(told(first(settled(3), Admin.DRAIN, true).as(wanted(2, "serve"))))
        .hasValueSatisfying(rollout ->
            assertThat(rollout)
                .returns("Draining", AppStatus.RolloutStatus::step)
                .returns(2, AppStatus.RolloutStatus::updated)
                .returns(2, AppStatus.RolloutStatus::inRotation)
                .returns(1, AppStatus.RolloutStatus::draining));
  }

  @Test
  void whoCannotBeReachedYetEnters() {
    assertThat(told(first(settled(2), Admin.READY, false)))
        .hasValueSatisfying(rollout ->
            assertThat(rollout)
                .returns("Entering", AppStatus.RolloutStatus::step)
                .returns(0, AppStatus.RolloutStatus::draining)
                .returns(Optional.empty(), AppStatus.RolloutStatus::share));
  }

  @Test
  void untilAsManyServeTheyStart() {
    assertThat(told(settled(2).as(wanted(3, "serve"))))
        .map(AppStatus.RolloutStatus::step)
        .contains("Starting");
  }

  @Test
  void whoIsTooManyIsRemoved() {
    assertThat(told(settled(3).as(wanted(2, "serve"))))
        .map(AppStatus.RolloutStatus::step)
        .contains("Removing");
  }

  @Test
  void whoIsHeldSaysSo() {
    DesiredApp held = wanted(2, "other").withProgress(RolloutProgress.NONE.paused(true));

    assertThat(told(first(settled(2).as(held), Admin.DRAIN, true)))
        .hasValueSatisfying(rollout ->
            assertThat(rollout)
                .returns("Paused", AppStatus.RolloutStatus::step)
                .returns(0, AppStatus.RolloutStatus::updated)
                .satisfies(one -> assertThat(one.message()).isNotBlank()));
  }

  /** Whose port it is tells where to ask. */
  @Test
  void whereAHolderAnswersIsWhereTheServiceAnswers() {
    StatusCase world = settled(2).each(StatusReportTest::published);

    assertThat(Objects.requireNonNull(world.status().services().get("web")).endpoints())
        .containsExactly("http://localhost:4000");
  }
}
