package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineEvents;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView.Health;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has failed is told as soon as it is known, and what has not is not. */
class FailureReportTest {
  @TempDir Path folder;

  private Rig rig(String manifest) {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put(manifest);
    return rig;
  }

  private static AppStatus status(Rig.Berth berth) {
    return berth.board.find("shop").orElseThrow();
  }

  private static Condition condition(Rig.Berth berth, Condition.Type type) {
    return status(berth).condition(type);
  }

  /** It dies as often as it is started. */
  private static int deaths(Rig rig, Rig.Berth berth, int most) throws Exception {
    int deaths = 0;
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      for (int i = 0; i < most; i++) {
        berth.reconciler.pass("shop");
        if (rig.containers("shop", "shop").getFirst().isRunning()) {
          rig.engine.die(rig.containers("shop", "shop").getFirst().name(), 7);
          deaths++;
        }
        rig.pass(Duration.ofMinutes(1));
      }
      berth.reconciler.pass("shop");
    }
    return deaths;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restart: 'on-failure:2'",
        "deploy: {restart_policy: {condition: on-failure, max_attempts: 2}}",
        "deploy: {restart_policy: {max_attempts: 2}}",
        "deploy: {restart_policy: {condition: any, max_attempts: 2}}"
      })
  void whoHasUsedUpItsRestartsHasFailed(String policy) throws Exception {
    Rig rig = rig("{name: shop, image: 'web:1', " + policy + "}");
    Rig.Berth berth = rig.berth();
    berth.converge();

    assertThat(deaths(rig, berth, 9)).isEqualTo(3);
    assertThat(status(berth).phase()).isEqualTo(Phase.FAILED);
    assertThat(condition(berth, Condition.Type.STALLED))
        .returns(Condition.Verdict.TRUE, Condition::status)
        .returns("ContainerFailed", Condition::reason);
    assertThat(condition(berth, Condition.Type.READY).message())
        .contains("exited 7 after 2 restarts, and its restart policy leaves it so");
  }

  @Test
  void whatTheEngineCallsUnhealthyIsToldBeforePatienceIsAtItsEnd() throws Exception {
    Rig rig = rig("{name: shop, image: 'web:1', healthcheck: {test: 'false'}}");
    rig.probes = false;
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      berth.reconciler.pass("shop");
      rig.engine.health(
          rig.containers("shop", "shop").getFirst().name(), Health.UNHEALTHY, "it exited 1");
      berth.reconciler.pass("shop");
    }

    assertThat(status(berth).phase()).isEqualTo(Phase.FAILED);
    assertThat(condition(berth, Condition.Type.STALLED))
        .returns(Condition.Verdict.TRUE, Condition::status)
        .returns("Unhealthy", Condition::reason);
    assertThat(condition(berth, Condition.Type.READY).message()).endsWith("it exited 1");
    assertThat(status(berth).services().values().stream().flatMap(s -> s.containers().stream()))
        .extracting(AppStatus.Container::health)
        .containsExactly("unhealthy");
    assertThat(rig.engine.writes()).noneMatch(call -> call.startsWith("stop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ports: ['8080:80']", "container_name: holder"})
  void whatIsJustBeingFreedIsNoFailureYet(String claim) {
    Rig rig = rig("{name: shop, image: 'web:1', " + claim + "}");
    String holder = rig.engine.createContainer(held());
    rig.engine.start(holder);
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    berth.reconciler.pass("shop");

    assertThat(condition(berth, Condition.Type.READY).reason()).isIn("PortInUse", "NameConflict");
    assertThat(status(berth).isStalled()).isFalse();
    for (int i = 0; i < 4; i++) {
      rig.pass(Duration.ofSeconds(5));
      berth.reconciler.pass("shop");
    }
    assertThat(status(berth).isStalled()).isTrue();

    rig.engine.stop(holder, Duration.ZERO);
    rig.engine.remove(holder);
    rig.pass(Duration.ofMinutes(3));
    berth.converge();
    assertThat(status(berth).isReady()).isTrue();
  }

  /** Somebody's container that has the name and the port. */
  private ContainerSettings held() {
    Rig other = new Rig(folder.resolve("other"));
    other.engine.addImage("web:1");
    other.put("{name: o, image: 'web:1', ports: ['8080:80'], container_name: holder}");
    other.berth().converge();
    ContainerSettings settings = other.containers("o", "o").getFirst().settings();
    return settings.sharing(
        new ContainerSettings.Reach(Optional.of("none"), List.of()), settings.options());
  }

  @Test
  void nothingIsReadyBeforeWhatIsTooMuchIsGone() {
    Rig rig = rig("{name: shop, image: 'web:1', replicas: 2}");
    Rig.Berth berth = rig.berth();
    berth.converge();
    rig.hold();
    rig.put("{name: shop, image: 'web:1', replicas: 1}");
    berth.reconciler.pass("shop");

    assertThat(status(berth).isReady()).isFalse();
    assertThat(condition(berth, Condition.Type.READY).message()).contains("1 still to end");

    rig.release();
    berth.converge();
    assertThat(status(berth).isReady()).isTrue();
  }
}
