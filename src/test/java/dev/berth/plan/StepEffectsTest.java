package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.plan.StepEffects.Disruption;
import dev.berth.spec.RestartPolicy;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** For which fields a step is done, and what it costs who uses the service just then. */
class StepEffectsTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  private static DesiredApp app(Map<String, ?> web) {
    Map<String, Object> service = new HashMap<>(web);
    service.put("image", "web:1");
    return Samples.desired(Samples.app(Map.of("web", service)));
  }

  private static DesiredApp named(String name) {
    return app(Map.of("environment", Map.of("NAME", name)));
  }

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private ContainerView web() {
    return world.snapshot().of("web").getFirst();
  }

  private StepEffects effects(DesiredApp desired) {
    return new StepEffects("me", desired, world.snapshot());
  }

  private static Action stop(ContainerView container) {
    return new Action.StopContainer(container, Duration.ZERO, "why");
  }

  private static Action find(Plan plan, Class<? extends Action> kind) {
    return plan.steps().stream()
        .map(Step::action)
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private List<String> changes(DesiredApp desired, Action action) {
    return effects(desired).changes(action).stream().map(Drift::toString).toList();
  }

  @Test
  void aNewContainerIsMadeForWhatItsPredecessorLacks() {
    world.settle(named("a"));
    DesiredApp changed = named("b");
    String why = "environment.NAME: want b, have a";
    Plan plan = plan(changed);
    assertThat(changes(changed, find(plan, Action.CreateContainer.class))).containsExactly(why);
    assertThat(changes(changed, find(plan, Action.StopContainer.class))).containsExactly(why);
    assertThat(changes(changed, new Action.KillContainer(web(), "KILL", "why")))
        .containsExactly(why);
    assertThat(changes(changed, new Action.RemoveContainer(web(), "why"))).containsExactly(why);
    assertThat(changes(changed, new Action.StartContainer(web().name(), "web", List.of(), "why")))
        .isEmpty();
    assertThat(changes(named("a"), stop(web()))).as("it is as it is to be").isEmpty();
  }

  @Test
  void theFirstOfItsKindIsMadeForNoField() {
    world.image("web", "sha256:web");
    DesiredApp first = named("a");
    assertThat(changes(first, find(plan(first), Action.CreateContainer.class))).isEmpty();
    assertThat(
            effects(first)
                .replica(find(plan(first), Action.CreateContainer.class), Optional.empty()))
        .isEqualTo(OptionalInt.of(1));
  }

  @Test
  void whatIsChangedInPlaceIsToldField() {
    world.settle(app(Map.of("mem_limit", "64m")));
    DesiredApp changed = app(Map.of("mem_limit", "65m"));
    assertThat(changes(changed, find(plan(changed), Action.UpdateLimits.class)))
        .containsExactly("deploy.resources.limits.memory: want 68157440, have 67108864");
    assertThat(changes(changed, new Action.UpdateRestart(web(), RestartPolicy.NEVER, "why")))
        .isEmpty();
    ContainerView renamed = web().withName("other");
    assertThat(changes(changed, new Action.Rename(renamed, "x", "why")))
        .singleElement()
        .asString()
        .matches("name: want shop-web-1-…, have other");
    ContainerView never =
        web()
            .withSettings(web().settings().with(RestartPolicy.NEVER, web().settings().resources()));
    assertThat(changes(changed, new Action.UpdateRestart(never, RestartPolicy.ALWAYS, "why")))
        .containsExactly("restart: want unless-stopped, have no");
  }

  @Test
  void anEndCostsWhatComesAfterIt() {
    world.settle(named("a"));
    assertThat(effects(named("a")).disruption(stop(web()))).isEqualTo(Disruption.RESTART);
    assertThat(effects(named("b")).disruption(stop(web()))).isEqualTo(Disruption.RECREATE);
    assertThat(effects(Samples.deleting(named("a"), false)).disruption(stop(web())))
        .isEqualTo(Disruption.STOP);
    assertThat(effects(named("b")).disruption(new Action.RemoveContainer(web(), "why")))
        .isEqualTo(Disruption.RECREATE);
    assertThat(
            effects(named("b"))
                .disruption(new Action.StartContainer(web().name(), "web", List.of(), "why")))
        .isEqualTo(Disruption.NONE);
    ContainerView ended = web().withState(ContainerView.State.EXITED);
    assertThat(effects(named("b")).disruption(stop(ended))).isEqualTo(Disruption.NONE);
  }

  @Test
  void whoHoldsAPortOfTheMachineIsMissedThere() {
    world.settle(app(Map.of("ports", List.of("127.0.0.1:4000:80/udp"))));
    DesiredApp changed =
        app(Map.of("ports", List.of("127.0.0.1:4000:80/udp"), "environment", Map.of("NAME", "b")));
    assertThat(effects(changed).disruption(stop(web()))).isEqualTo(Disruption.PORT);
  }
}
