package dev.berth.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineEvents;
import dev.berth.intake.receipt.Precondition;
import dev.berth.observe.ContainerView;
import dev.berth.reconcile.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose clock is wrong is kept as one whose clock is right. */
class EngineTimeTest {
  @TempDir Path folder;

  private Rig rig(long hours) {
    Rig rig = new Rig(folder);
    rig.skew = Duration.ofHours(hours);
    rig.engine.addImage("web:1");
    rig.put("{name: shop, image: 'web:1'}");
    return rig;
  }

  private static ContainerView only(Rig rig) {
    return rig.containers("shop", "shop").getFirst();
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 0, 2})
  void aDeadContainerComesBackAsSoonAsEver(long hours) throws Exception {
    Rig rig = rig(hours);
    Rig.Berth berth = rig.berth();
    berth.converge();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      rig.engine.die(only(rig).name(), 1);
      berth.reconciler.pass("shop");
      assertThat(only(rig).isRunning()).isTrue();

      rig.pass(Duration.ofSeconds(1));
      rig.engine.die(only(rig).name(), 1);
      berth.reconciler.pass("shop");
      assertThat(only(rig).isRunning()).isFalse();
      rig.pass(Duration.ofSeconds(2));
      berth.reconciler.pass("shop");
      assertThat(only(rig).isRunning()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 2})
  void aJumpOfBerthsOwnClockMakesNothingLate(long hours) throws Exception {
    Rig rig = rig(0);
    Rig.Berth berth = rig.berth();
    berth.converge();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      rig.jump = Duration.ofHours(hours);
      rig.engine.die(only(rig).name(), 1);
      berth.reconciler.pass("shop");
      assertThat(only(rig).isRunning()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 2})
  void aRestartAskedForByAClockAheadEnds(long hours) {
    Rig rig = rig(0);
    Rig.Berth berth = rig.berth();
    berth.converge();
    rig.pass(Duration.ofMinutes(1));
    rig.intake().restart("shop", new Precondition.None(), "t");
    berth.converge();
    rig.jump = Duration.ofHours(hours);
    berth.converge();
    rig.berth().converge();

    assertThat(rig.engine.writes()).filteredOn(call -> call.startsWith("start ")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 0, 2})
  void aRestartHappensOnce(long hours) {
    Rig rig = rig(hours);
    Rig.Berth berth = rig.berth();
    berth.converge();
    Instant before = only(rig).life().startedAt().orElseThrow();
    rig.pass(Duration.ofMinutes(1));
    rig.intake().restart("shop", new Precondition.None(), "t");
    berth.converge();

    assertThat(only(rig).life().startedAt().orElseThrow()).isAfter(before);
    assertThat(rig.engine.writes()).filteredOn(call -> call.startsWith("start ")).hasSize(2);
    assertThat(berth.board.find("shop").orElseThrow().isReady()).isTrue();
  }

  /** Issue 17: the machine's clock is set while Berth runs, and the engine's with it. */
  @ParameterizedTest
  @ValueSource(longs = {-3600, -5, 5, 3600})
  void aClockThatIsSetNeitherHastensNorDelays(long seconds) throws Exception {
    Rig rig = rig(0);
    Rig.Berth berth = rig.berth();
    berth.converge();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      rig.engine.die(only(rig).name(), 1);
      berth.reconciler.pass("shop");
      rig.pass(Duration.ofSeconds(1));
      rig.jump = Duration.ofSeconds(seconds);
      rig.skew = rig.jump;

      for (int wait = 1; wait <= 4; wait *= 2) {
        rig.engine.die(only(rig).name(), 1);
        berth.reconciler.pass("shop");
        rig.pass(Duration.ofSeconds(wait).minusMillis(100));
        berth.reconciler.pass("shop");
        assertThat(only(rig).isRunning()).as("too soon after %s s", wait).isFalse();
        rig.pass(Duration.ofMillis(200));
        berth.reconciler.pass("shop");
        assertThat(only(rig).isRunning()).as("after %s s", wait).isTrue();
      }
    }
  }
}
