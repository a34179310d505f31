package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.manifest.ManifestReader;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.state.RolloutProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may say of a rollout, at each point of it. */
class RolloutActionsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  /** A version that has reached its first step. */
  private static final RolloutProgress OPEN =
      RolloutProgress.NONE.begun("two", false, NOW).reached(NOW);

  private static App app(String image, String rollout) {
    AppDraft draft =
        ManifestReader.read(
                "{name: shop, image: '%s', ports: ['4000:80'], rollout: {%s}}"
                    .formatted(image, rollout))
            .drafts()
            .getFirst();
    assertThat(draft.violations()).isEmpty();
    return draft.app();
  }

  private static final App CANARY =
      app(
          "web:2",
          "strategy: Canary, canary: {steps: [{weight: 10, pause: manual}, {weight: 50, pause:"
              + " manual}]}");

  private static final App BLUE_GREEN =
      app("web:2", "strategy: BlueGreen, blueGreen: {keepOld: 10m}");

  private static DesiredApp second(App app, RolloutProgress progress) {
    DesiredApp desired = Samples.desired(app).withProgress(progress);
    return new DesiredApp(
            desired.uid(),
            2,
            2,
            1,
            app,
            desired.app(),
            NOW,
            Optional.empty(),
            desired.halt(),
            Optional.empty(),
            Optional.empty())
        .withProgress(progress);
  }

  private static Revision revision(long number, boolean isGood) {
    App app = app("web:" + number, "strategy: Rolling");
    Revision untried = Revision.untried(number, app, app, "test", NOW);
    return isGood ? untried.ready(NOW) : untried;
  }

  private static List<Revision> revisions(boolean isFirstGood, boolean isSecondGood) {
    return List.of(revision(1, isFirstGood), revision(2, isSecondGood));
  }

  private static DesiredApp next(DesiredApp before, List<Revision> all, RolloutAction action) {
    return new RolloutActions(before, all, NOW).next(action, "ada");
  }

  private static DesiredApp next(DesiredApp before, RolloutAction action) {
    return next(before, revisions(true, false), action);
  }

  @ParameterizedTest
  @CsvSource({"PAUSE,pause", "RESUME,resume", "PROMOTE,promote", "ABORT,abort"})
  void aWordIsAnAction(RolloutAction action, String word) {
    assertThat(action.text()).isEqualTo(word);
    assertThat(RolloutAction.of(word)).contains(action);
    assertThat(RolloutAction.of(word + "d")).isEmpty();
  }

  @Test
  void whatIsPausedGoesOnFromThere() {
    DesiredApp paused = next(second(CANARY, OPEN), RolloutAction.PAUSE);

    assertThat(paused.progress()).isEqualTo(OPEN.paused(true));
    assertThat(next(paused, RolloutAction.RESUME).progress()).isEqualTo(OPEN);
  }

  @Test
  void aCanaryGoesToItsNextStepAndThenToTheEnd() {
    DesiredApp further = next(second(CANARY, OPEN), RolloutAction.RESUME);
    assertThat(further.progress())
        .returns(1, RolloutProgress::step)
        .returns(false, RolloutProgress::promoted);

    DesiredApp reached = further.withProgress(further.progress().reached(NOW));

    assertThat(next(reached, RolloutAction.RESUME).progress().promoted()).isTrue();
  }

  @Test
  void aBlueGreenGoesOverAtOnce() {
    assertThat(next(second(BLUE_GREEN, OPEN), RolloutAction.RESUME).progress().promoted()).isTrue();
  }

  @Test
  void aStepThatIsNotReachedIsNotPassed() {
    RolloutProgress onItsWay = RolloutProgress.NONE.begun("two", false, NOW);

    refused(second(CANARY, onItsWay), RolloutAction.RESUME, "nothing is paused");
  }

  @Test
  void whatTheManifestHoldsIsFreedThere() {
    App held =
        app(
            "web:2",
            "strategy: Canary, paused: true, canary: {steps: [{weight: 10, pause: manual}]}");

    refused(second(held, OPEN), RolloutAction.RESUME, "rollout.paused: true; say false there");
  }

  @Test
  void onlyAVersionThatWaitsIsPromoted() {
    assertThat(next(second(CANARY, OPEN), RolloutAction.PROMOTE).progress().promoted()).isTrue();
    refused(second(CANARY, RolloutProgress.NONE), RolloutAction.PROMOTE, "no version waits");
  }

  @Test
  void whatIsGivenUpGoesBackToTheLastGoodRevision() {
    DesiredApp back = next(second(CANARY, OPEN), RolloutAction.ABORT);

    assertThat(back.revision()).isEqualTo(3);
    assertThat(back.declared().services()).isEqualTo(revision(1, true).declared().services());
    assertThat(back.quarantine())
        .contains(new Quarantine(2, 2, 1, Quarantine.ABORTED, "by ada", NOW));
  }

  @Test
  void withNothingToGoBackToItGetsNoRequests() {
    DesiredApp given = next(second(CANARY, OPEN), revisions(false, false), RolloutAction.ABORT);

    assertThat(given.progress().aborted()).isTrue();
    assertThat(given.revision()).isEqualTo(2);
  }

  @Test
  void nothingIsGivenUpWhereNothingGoesOn() {
    DesiredApp done = second(CANARY, OPEN.promote().reached(NOW));

    assertThatThrownBy(() -> next(done, revisions(true, true), RolloutAction.ABORT))
        .isInstanceOf(RolloutActions.Refused.class)
        .hasMessageContaining("rollout of app shop: nothing goes on");
    assertThatThrownBy(() -> next(done, revisions(false, false), RolloutAction.ABORT))
        .hasMessageContaining("no earlier revision that was good");
  }

  /** The old containers are still there. */
  @ParameterizedTest
  @CsvSource({"1, true", "10, false", "11, false"})
  void whatStandsByIsComeBackTo(long minutes, boolean isThere) {
    Instant promoted = NOW.minus(Duration.ofMinutes(minutes));
    DesiredApp done = second(BLUE_GREEN, OPEN.promote().reached(promoted));

    if (isThere) {
      assertThat(next(done, revisions(true, true), RolloutAction.ABORT).revision()).isEqualTo(3);
    } else {
      assertThatThrownBy(() -> next(done, revisions(true, true), RolloutAction.ABORT))
          .hasMessageContaining("nothing goes on");
    }
  }

  private static void refused(DesiredApp before, RolloutAction action, String why) {
    assertThatThrownBy(() -> next(before, action))
        .isInstanceOfSatisfying(
            RolloutActions.Refused.class,
            refused -> assertThat(refused.why()).startsWith("rollout of app shop: ").contains(why));
  }
}
