package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who depends on another waits for what that one does now, not for what it did once. */
class DependenciesTest {
  private static final Instant LATER = World.NOW.plusSeconds(60);
  private final World world = new World();
  private final Planner planner = new Planner("me");
  private Instant now = World.NOW;

  private static App app(Map<String, ?> condition, Map<String, ?> migration) {
    Map<String, Object> mig = new HashMap<>(Map.of("image", "mig:1"));
    mig.putAll(migration);
    return Samples.app(
        Map.of(
            "mig", mig, "app", Map.of("image", "app:1", "depends_on", Map.of("mig", condition))));
  }

  private static App onCompletion() {
    return app(Map.of("condition", "service_completed_successfully"), Map.of("restart", "no"));
  }

  private static App onHealth() {
    return app(Map.of("condition", "service_healthy"), Map.of());
  }

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, now);
  }

  private void settle(DesiredApp desired) {
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
    }
  }

  /** Both have run: the one to its end. */
  private DesiredApp running(App app) {
    world.image("mig", "sha256:m");
    world.image("app", "sha256:a");
    DesiredApp desired = Samples.desired(app);
    settle(desired);
    if (desired.app().service("mig").restart().restarts(0, 0)) {
      return desired;
    }
    world.end(name("mig"), 0);
    settle(desired);
    return desired;
  }

  private String name(String service) {
    return container(service).name();
  }

  private ContainerView container(String service) {
    return world.snapshot().of(service).stream()
        .filter(c -> !c.life().state().equals(ContainerView.State.CREATED))
        .findFirst()
        .orElseThrow();
  }

  private DesiredApp asked(DesiredApp desired) {
    now = LATER;
    world.turnTo(LATER);
    return Samples.restarted(desired, LATER.minusSeconds(1));
  }

  /** What has started, round by round, until only time or the world can help. */
  private List<String> started(DesiredApp desired) {
    List<String> started = new java.util.ArrayList<>();
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
      plan.steps().stream()
          .filter(step -> step.action() instanceof Action.StartContainer)
          .map(step -> ((Action.StartContainer) step.action()).service())
          .forEach(started::add);
    }
    return started;
  }

  @Test
  void aStartRunsTheMigrationBeforeTheApp() {
    DesiredApp desired = running(onCompletion());
    world.end(name("app"), 0);
    DesiredApp asked = asked(desired);

    assertThat(started(asked)).containsExactly("mig");
    world.end(name("mig"), 0);
    assertThat(started(asked)).containsExactly("app");
  }

  @Test
  void aRestartDoesTooAndEndsTheAppMeanwhile() {
    DesiredApp asked = asked(running(onCompletion()));

    assertThat(started(asked)).containsExactly("mig");
    assertThat(container("app").isRunning()).isFalse();
    world.end(name("mig"), 0);
    assertThat(started(asked)).containsExactly("app");
  }

  @Test
  void aMigrationThatFailsThisTimeKeepsTheAppDown() {
    DesiredApp asked = asked(running(onCompletion()));
    started(asked);
    world.end(name("mig"), 3);

    assertThat(started(asked)).isEmpty();
    assertThat(plan(asked).waiting())
        .extracting(WaitReason::kind)
        .contains(WaitReason.Kind.FAILED, WaitReason.Kind.DEPENDENCY);
  }

  @Test
  void aHealthFromBeforeTheRequestSatisfiesNothing() {
    DesiredApp asked = asked(running(onHealth()));
    world.end(name("app"), 0);

    assertThat(plan(asked).toString()).contains("stop shop-mig").doesNotContain("start shop-app");
  }

  @Test
  void aChangedAppDoesNotRunTheMigrationAgain() {
    running(onCompletion());
    world.image("app", "sha256:other");

    assertThat(started(Samples.desired(onCompletion()))).containsExactly("app");
  }

  @Test
  void aNewAppWaitsForTheNewMigrationThoughTheOldOneIsThere() {
    running(onCompletion());
    world.image("mig", "sha256:other");
    world.image("app", "sha256:other");
    DesiredApp desired = Samples.desired(onCompletion());

    assertThat(started(desired)).containsExactly("mig");
    world.end(name("mig"), 0);
    assertThat(started(desired)).containsExactly("app");
  }

  @Test
  void aNewAppWaitsForTheNewDatabase() {
    running(onHealth());
    world.image("mig", "sha256:other");
    world.image("app", "sha256:other");
    DesiredApp desired = Samples.desired(onHealth());

    assertThat(started(desired)).containsExactly("mig", "app");
  }

  @Test
  void whoHasOnlyDiedTakesTheDatabaseThatIsThere() {
    running(onHealth());
    world.image("mig", "sha256:other");
    world.end(name("app"), 1);

    assertThat(plan(Samples.desired(onHealth())).toString()).contains("start shop-app");
  }

  @Test
  void whatIsOptionalIsWaitedForUntilItHasFailed() {
    App optional =
        app(
            Map.of("condition", "service_completed_successfully", "required", false),
            Map.of("restart", "no"));
    world.image("mig", "sha256:m");
    world.image("app", "sha256:a");
    DesiredApp desired = Samples.desired(optional);
    assertThat(started(desired)).containsExactly("mig");

    world.end(name("mig"), 3);
    assertThat(plan(desired).steps())
        .extracting(Step::action)
        .filteredOn(Action.StartContainer.class::isInstance)
        .singleElement()
        .asString()
        .contains("optional dependency mig has failed", "exited 3");
  }

  @Test
  void whatIsOptionalMayBeUnhealthyOrWithoutImage() {
    App optional = app(Map.of("condition", "service_healthy", "required", false), Map.of());
    world.image("mig", "sha256:m");
    world.image("app", "sha256:a");
    DesiredApp desired = Samples.desired(optional);
    world.apply(plan(desired));
    world.health(name("mig"), ContainerView.Health.STARTING);
    assertThat(started(desired)).isEmpty();

    world.health(name("mig"), ContainerView.Health.FAILING);
    assertThat(started(desired)).containsExactly("app");

    world.imageFailed("mig", "no such image");
    world.remove(name("mig"));
    world.remove(name("app"));
    assertThat(started(desired)).containsExactly("app");
  }

  @Test
  void whoAsksForItStartsAnewAfterADependencyWasMadeAnew() {
    App restarting = app(Map.of("condition", "service_started", "restart", true), Map.of());
    running(restarting);
    now = LATER;
    world.turnTo(LATER);
    world.image("mig", "sha256:other");

    assertThat(started(Samples.desired(restarting))).containsExactly("mig", "app");
    assertThat(world.snapshot().containers())
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.life().startedAt()).contains(LATER));
  }

  @Test
  void aDependencyThatOnlyDiedRestartsNobody() {
    App restarting = app(Map.of("condition", "service_started", "restart", true), Map.of());
    DesiredApp desired = running(restarting);
    now = LATER;
    world.turnTo(LATER);
    world.end(name("mig"), 1);

    assertThat(started(desired)).containsExactly("mig");
  }

  /** Issue 17: it waits for ever, and nobody said why. */
  @ParameterizedTest
  @ValueSource(strings = {"always", "unless-stopped"})
  void whoWaitsForTheEndOfWhatNeverEndsIsTold(String restart) {
    App vain =
        app(Map.of("condition", "service_completed_successfully"), Map.of("restart", restart));

    assertThat(plan(running(vain)).waiting())
        .singleElement()
        .satisfies(wait ->
            assertThat(wait.message())
                .contains(
                    "mig is not completed, and never will be", restart, "services.mig.restart"));
  }

  @Test
  void whoWaitsForWhatWillEndIsNot() {
    world.image("mig", "sha256:m");
    world.image("app", "sha256:a");
    DesiredApp desired = Samples.desired(onCompletion());
    settle(desired);

    assertThat(plan(desired).waiting())
        .singleElement()
        .satisfies(wait -> assertThat(wait.message()).doesNotContain("never"));
  }
}
