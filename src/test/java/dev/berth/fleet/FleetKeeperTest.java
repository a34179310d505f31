package dev.berth.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.FakeEngine;
import dev.berth.port.EngineSights.Sight;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that come, go, are lost and are taken for others, with real loops over them. */
class FleetKeeperTest {
  private static final String FAR = "tcp://far:2376";
  private static final String LOCAL = "unix:///local";

  @TempDir Path folder;
  private FleetRig rig;

  @BeforeEach
  void begin() {
    rig = new FleetRig(folder);
  }

  @AfterEach
  void end() throws InterruptedException {
    rig.close();
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  private void running(String app) {
    eventually().until(() -> rig.status(app).filter(FleetKeeperTest::isReady).isPresent());
  }

  private static boolean isReady(AppStatus status) {
    return status.condition(Condition.Type.READY).status() == Condition.Verdict.TRUE;
  }

  private String said(String app) {
    return rig.status(app)
        .map(status -> status.condition(Condition.Type.READY))
        .map(ready -> ready.reason() + ": " + ready.message())
        .orElse("");
  }

  private void reached(String engine) {
    eventually().until(() -> rig.fleet.member(engine).isPresent());
  }

  @Test
  void appsRunOnTheEngineThatTheyAreToLieOn() {
    rig.declare("far", FAR, false);
    rig.put("near", "local");
    rig.put("away", "far");

    running("near");
    running("away");
    assertThat(rig.containers(LOCAL)).isEqualTo(1);
    assertThat(rig.containers(FAR)).isEqualTo(1);
    assertThat(rig.keeper.apps("far")).containsExactly("away");
    eventually().until(() -> rig.keeper.of("far").isReachable());
    assertThat(rig.news).contains("far");
  }

  @Test
  void anAppWithoutItsEngineSaysSoUntilItIsDeclared() {
    rig.put("away", "far");
    eventually().until(() -> said("away").contains("there is no Engine `far`"));

    rig.declare("far", FAR, false);

    running("away");
  }

  @Test
  void anAppMovesAndLeavesNothingBehind() {
    rig.declare("far", FAR, false);
    rig.put("shop", "far");
    running("shop");

    rig.put("shop", "local");

    eventually()
        .untilAsserted(() -> {
          assertThat(rig.containers(LOCAL)).isEqualTo(1);
          assertThat(rig.engine(FAR).containers(Map.of())).isEmpty();
          assertThat(rig.engine(FAR).networks(Map.of())).isEmpty();
        });
  }

  @Test
  void anAppThatMovedStaysWhereItWasUntilItIsReady() {
    rig.declare("far", FAR, false);
    rig.put("shop", "far");
    running("shop");
    rig.engine(LOCAL).reachable(false);

    rig.put("shop", "local");

    eventually().until(() -> said("shop").startsWith("EngineUnreachable"));
    assertThat(rig.containers(FAR)).isEqualTo(1);
    rig.engine(LOCAL).reachable(true);
    eventually().until(() -> rig.containers(LOCAL) == 1 && rig.containers(FAR) == 0);
  }

  @Test
  void anEngineThatIsLostStopsNoOther() {
    rig.declare("far", FAR, false);
    rig.put("away", "far");
    running("away");

    rig.engine(FAR).reachable(false);
    rig.put("near", "local");

    running("near");
    eventually().until(() -> said("away").startsWith("EngineUnreachable"));
    eventually().until(() -> !rig.keeper.of("far").isReachable());
    assertThat(rig.fleet.vitals().blindness()).isEmpty();
    assertThat(rig.fleet.lost()).containsOnlyKeys("far");
    rig.engine(FAR).reachable(true);
    running("away");
  }

  @Test
  void theSameEngineUnderAnotherNameIsNotKeptTwice() {
    rig.declare("far", FAR, false);
    reached("far");

    rig.declare("again", "tcp://twin:2376", false);

    eventually()
        .until(() -> rig.keeper.of("again").message().contains("is the same engine as `far`"));
    assertThat(rig.fleet.member("again")).isEmpty();
    rig.put("away", "again");
    eventually().until(() -> said("away").contains("GET /v1/engines/again"));
  }

  @Test
  void nothingIsCalledOnAnEngineThatIsLeftAlone() {
    rig.declare("far", FAR, false);
    rig.put("away", "far");
    running("away");

    rig.declare("far", FAR, true);

    eventually().until(() -> rig.fleet.member("far").isEmpty());
    eventually().until(() -> said("away").contains("spec.suspend"));
    assertThat(rig.keeper.of("far").message()).contains("spec.suspend");
    assertThat(rig.containers(FAR)).as("what runs there goes on").isEqualTo(1);
    rig.declare("far", FAR, false);
    running("away");
  }

  @Test
  void whatAnEngineIsMadeForWantOfIsToldUntilItIsThere() {
    rig.missing = "spec.tls.secret: there is no secret far-tls";
    rig.declare("far", FAR, false);
    eventually().until(() -> rig.keeper.of("far").message().equals(rig.missing));

    rig.missing = "";

    reached("far");
    eventually().until(() -> rig.keeper.of("far").isReachable());
  }

  @Test
  void anEngineWithAnotherAddressIsAnotherOne() {
    rig.declare("far", FAR, false);
    rig.put("away", "far");
    running("away");

    rig.declare("far", "tcp://new:2376", false);

    eventually().until(() -> rig.containers("tcp://new:2376") == 1);
    assertThat(rig.containers(FAR)).as("nobody looks there any more").isEqualTo(1);
  }

  @Test
  void anEngineThatWasForgottenIsKeptNoMore() {
    rig.declare("far", FAR, false);
    reached("far");

    rig.forget("far");

    eventually().until(() -> rig.fleet.member("far").isEmpty());
    assertThat(rig.keeper.of("far")).isEqualTo(Sight.NONE);
  }

  @Test
  void whoDoesNotLeadBeginsNothing() {
    rig.leads = false;
    FakeEngine far = rig.engine(FAR);
    rig.declare("far", FAR, false);
    rig.keeper.changed("far");

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(60))
        .until(() -> far.calls().isEmpty() && rig.fleet.member("far").isEmpty());
    rig.leads = true;
    rig.keeper.changed("far");
    reached("far");
  }

  @Test
  void anAppThatGoesIsGoneFromWhereItWas() {
    rig.declare("far", FAR, false);
    rig.put("away", "far");
    running("away");

    rig.remove("away");

    eventually().until(() -> rig.engine(FAR).containers(Map.of()).isEmpty());
    eventually().until(() -> rig.state.find("away").isEmpty());
  }
}
