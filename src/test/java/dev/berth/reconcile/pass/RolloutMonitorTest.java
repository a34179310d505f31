package dev.berth.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.observe.ContainerView;
import dev.berth.reconcile.Rig;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Reasons;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A revision that fails gives way to the last good one, once. */
class RolloutMonitorTest {
  private static final String GOOD = "{name: shop, image: 'web:1', rollout: {autoRollback: true}}";
  private static final String BAD = GOOD.replace("web:1", "web:2");

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void aGoodRevision() {
    rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put(GOOD);
    berth = rig.berth();
    berth.converge();
  }

  private DesiredApp app() {
    return rig.state.find("shop").orElseThrow();
  }

  private AppStatus status() {
    return berth.board.find("shop").orElseThrow();
  }

  private void watch(int passes) {
    for (int i = 0; i < passes; i++) {
      berth.reconciler.pass("shop");
      rig.pass(Duration.ofSeconds(1));
    }
  }

  /** Each of its lives ends within a second, until nobody hopes for it any more. */
  private void dieOften() {
    for (int i = 0; i < 12; i++) {
      rig.containers("shop", "shop").stream()
          .filter(ContainerView::isRunning)
          .forEach(c -> rig.engine.die(c.name(), 1));
      berth.cache.resync();
      watch(1);
    }
  }

  @Test
  void aMissingImageIsRolledBack() {
    rig.put(BAD);
    watch(5);

    assertThat(app().declared()).isEqualTo(rig.state.revisions("shop").getLast().declared());
    assertThat(app().revision()).isEqualTo(3);
    assertThat(app().quarantine().orElseThrow())
        .returns(2L, Quarantine::revision)
        .returns(2L, Quarantine::generation)
        .returns(1L, Quarantine::target)
        .returns(Reasons.IMAGE_NOT_FOUND, Quarantine::reason);
    assertThat(status().isReady()).isTrue();
    assertThat(status().condition(Condition.Type.READY).reason()).isEqualTo(Reasons.ROLLED_BACK);
    assertThat(rig.events).anyMatch(e -> e.reason().equals(Reasons.ROLLED_BACK));
  }

  @Test
  void aCrashLoopIsRolledBack() {
    rig.engine.addImage("web:2");
    rig.put(BAD);
    for (int i = 0; i < 12 && app().quarantine().isEmpty(); i++) {
      watch(1);
      rig.containers("shop", "shop").stream()
          .filter(c -> c.isRunning() && c.owner().orElseThrow().revision() == 2)
          .forEach(c -> rig.engine.die(c.name(), 1));
      berth.cache.resync();
    }

    assertThat(app().quarantine().map(Quarantine::reason)).contains(Reasons.CRASH_LOOP);
  }

  @Test
  void whatWasRolledBackToIsNotRolledBack() {
    rig.engine.addImage("web:3");
    rig.put(GOOD.replace("web:1", "web:3"));
    watch(5);
    rig.put(BAD);
    watch(5);
    assertThat(app().quarantine()).isPresent();
    dieOften();

    assertThat(status().condition(Condition.Type.STALLED).reason()).isEqualTo(Reasons.CRASH_LOOP);
    assertThat(rig.state.revisions("shop").getFirst().failure()).isPresent();
    assertThat(app().revision()).isEqualTo(4);
  }

  @Test
  void withoutTheWishNothingIsRolledBack() {
    rig.put(BAD.replace("true", "false"));
    watch(20);

    assertThat(app().revision()).isEqualTo(2);
    assertThat(rig.state.revisions("shop").getFirst().failure())
        .map(Revision.Failure::reason)
        .contains(Reasons.IMAGE_NOT_FOUND);
  }

  @Test
  void theFirstRevisionHasNothingBehindIt() {
    rig.put(BAD.replace("shop", "other"));
    for (int i = 0; i < 20; i++) {
      berth.reconciler.pass("other");
      rig.pass(Duration.ofSeconds(1));
    }

    assertThat(rig.state.find("other").orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void somethingElseEndsTheQuarantine() {
    rig.put(BAD);
    watch(5);
    rig.engine.addImage("web:3");
    rig.put(BAD.replace("web:2", "web:3"));
    watch(5);

    assertThat(app().quarantine()).isEmpty();
    assertThat(status().condition(Condition.Type.READY).reason()).isEqualTo(Reasons.ALL_READY);
  }

  @Test
  void aRevisionThatHasProvedItselfStays() {
    rig.engine.addImage("web:2");
    rig.put(BAD);
    watch(120);
    dieOften();

    assertThat(status().condition(Condition.Type.STALLED).reason()).isEqualTo(Reasons.CRASH_LOOP);
    assertThat(app().revision()).isEqualTo(2);
  }

  /** Issue 17: an hour on the wall is not an hour of life. */
  @Test
  void aClockThatWentAheadProvesNothing() {
    rig.engine.addImage("web:2");
    rig.put(BAD);
    watch(5);
    rig.jump = Duration.ofHours(1);
    dieOften();

    assertThat(app().quarantine().map(Quarantine::reason)).contains(Reasons.CRASH_LOOP);
  }

  /** Issue 17; nor does one that a Berth finds that begins only now. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClockThatWentBackTakesNoProofAway(boolean anew) {
    rig.engine.addImage("web:2");
    rig.put(BAD);
    watch(120);
    rig.jump = Duration.ofHours(-1);
    if (anew) {
      berth = rig.berth();
      berth.converge();
    }
    dieOften();

    assertThat(status().condition(Condition.Type.STALLED).reason()).isEqualTo(Reasons.CRASH_LOOP);
    assertThat(app().revision()).isEqualTo(2);
  }

  @Test
  void rollingBackByHandIsNoQuarantine() {
    rig.engine.addImage("web:2");
    rig.put(BAD);
    watch(5);
    rig.intake().rollBack("shop", 1, new Precondition.None(), "tester");
    watch(5);

    assertThat(app().quarantine()).isEmpty();
  }
}
