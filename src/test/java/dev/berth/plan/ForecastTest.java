package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.plan.StepEffects.Disruption;
import dev.berth.spec.App;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told beforehand of the passes to come is what comes. */
class ForecastTest {
  private final World world = new World();

  private static DesiredApp app(Map<String, ?> services, Map<String, ?> rollout) {
    App app =
        AppReader.read(Map.of("name", "shop", "services", services, "rollout", rollout)).app();
    return Samples.desired(app);
  }

  private static DesiredApp web(Map<String, ?> more, String strategy) {
    Map<String, Object> web = new java.util.HashMap<>(Map.of("image", "web:1"));
    web.putAll(more);
    return app(Map.of("web", web), Map.of("strategy", strategy));
  }

  private List<Forecast.Pass> forecast(DesiredApp desired) {
    return Forecast.of("me", desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private Plan plan(DesiredApp desired) {
    return new Planner("me").plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private void settle(DesiredApp desired) {
    desired.app().services().keySet().forEach(name -> world.image(name, "sha256:" + name));
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      world.apply(plan);
    }
  }

  /** Names and ids are made by chance. */
  private static String text(Plan plan) {
    return plan.toString().replaceAll("-[a-z0-9]{4,5}\\b", "-…").replaceAll("(?m)^ *", "");
  }

  static Stream<Map.Entry<DesiredApp, DesiredApp>> changes() {
    Map<String, Object> port = Map.of("ports", List.of("4000:80"));
    Map<String, Object> named =
        Map.of("ports", List.of("4000:80"), "environment", Map.of("NAME", "you"));
    Map<String, Object> three = Map.of("ports", List.of("4000:80"), "replicas", 3);
    return Stream.of(
        Map.entry(web(port, "Recreate"), web(named, "Recreate")),
        Map.entry(web(port, "Rolling"), web(named, "Rolling")),
        Map.entry(web(three, "Rolling"), web(port, "Rolling")),
        Map.entry(web(port, "Recreate"), web(named, "Rolling")),
        Map.entry(web(named, "Rolling"), web(port, "Recreate")),
        Map.entry(Samples.desired(Samples.shop(1)), Samples.desired(Samples.shop(3))),
        Map.entry(
            Samples.desired(Samples.shop(2)),
            Samples.deleting(Samples.desired(Samples.shop(2)), true)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsToldIsWhatComes(Map.Entry<DesiredApp, DesiredApp> change) {
    settle(change.getKey());
    DesiredApp desired = change.getValue();
    desired.app().services().keySet().forEach(name -> world.image(name, "sha256:" + name));

    List<String> told = forecast(desired).stream().map(pass -> text(pass.plan())).toList();
    List<String> comes = new ArrayList<>();
    for (Plan plan = plan(desired); !plan.isEmpty(); plan = plan(desired)) {
      comes.add(text(plan));
      world.apply(plan);
    }

    assertThat(told).isNotEmpty().isEqualTo(comes);
  }

  @Test
  void firstItIsBuiltOrPulledThenAllElseComes() {
    DesiredApp desired = Samples.desired(Samples.shop(1));
    world.imageMissing("redis");
    world.imageMissing("web");

    List<Forecast.Pass> passes = forecast(desired);

    assertThat(actions(passes.getFirst())).contains("ObtainImage").doesNotContain("StartContainer");
    assertThat(passes.stream().flatMap(pass -> actions(pass).stream()))
        .contains("CreateContainer", "StartContainer");
    assertThat(passes.getLast().plan().waiting()).isEmpty();
  }

  /** What an image says of its containers is no drift of them. */
  @Test
  void whatTheImageSaysIsThereAsSoonAsTheContainerIs() {
    ImageDefaults image =
        new ImageDefaults(
            List.of("/entry"),
            List.of("serve"),
            new TreeMap<>(Map.of("LANG", "C.UTF-8")),
            new TreeMap<>(Map.of("maker", "somebody")),
            Optional.of("app"),
            Optional.of("/srv"),
            Optional.of("SIGINT"),
            Set.of("80/tcp", "53/udp"),
            Optional.of(
                new HealthCheck(
                    List.of("CMD", "true"),
                    Optional.of(Duration.ofSeconds(3)),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.of(4))),
            Set.of());
    Map<String, Object> own =
        Map.of("environment", Map.of("NAME", "you"), "healthcheck", Map.of("timeout", "2s"));
    world.image("web", "sha256:web", image);

    List<Forecast.Pass> passes = forecast(web(own, "Rolling"));

    assertThat(passes.stream().flatMap(pass -> actions(pass).stream()))
        .as("%s", passes.stream().map(Forecast.Pass::plan).toList())
        .containsExactly("CreateNetwork", "CreateContainer", "StartContainer");
  }

  private static List<String> actions(Forecast.Pass pass) {
    return pass.plan().steps().stream()
        .map(step -> step.action().getClass().getSimpleName())
        .toList();
  }

  @Test
  void whatHasToCompleteIsTakenToComplete() {
    Map<String, Object> migrate = Map.of("image", "m:1", "restart", "no");
    Map<String, Object> on =
        Map.of("migrate", Map.of("condition", "service_completed_successfully"));
    DesiredApp desired =
        app(
            Map.of("migrate", migrate, "web", Map.of("image", "web:1", "depends_on", on)),
            Map.of());
    world.image("migrate", "sha256:m");
    world.image("web", "sha256:w");

    assertThat(forecast(desired).getLast().plan().toString()).contains("start shop-web-1-");
  }

  @Test
  void whoHasToSayMoreIsWaitedFor() {
    DesiredApp before = web(Map.of("replicas", 2), "Recreate");
    settle(before);
    DesiredApp after =
        app(
            Map.of(
                "web",
                Map.of(
                    "image",
                    "web:1",
                    "depends_on",
                    Map.of("lame", Map.of("condition", "service_healthy"))),
                "lame",
                Map.of("image", "lame:1")),
            Map.of());
    world.imageFailed("lame", "no such image");

    assertThat(forecast(after).getLast().plan().waiting(WaitReason.Kind.IMAGE_FAILED)).isPresent();
  }

  @Test
  void itIsToldThatTheRestIsNot() {
    Map<String, Object> oneByOne = Map.of("maxSurge", 0, "maxUnavailable", 1);
    Map<String, Object> web = Map.of("image", "web:1", "replicas", 60);
    settle(app(Map.of("web", web), oneByOne));
    Map<String, Object> changed = Map.of("image", "web:1", "replicas", 60, "user", "1000");

    List<Forecast.Pass> passes = forecast(app(Map.of("web", changed), oneByOne));

    assertThat(passes.size()).isEqualTo(Forecast.MOST_PASSES);
    assertThat(Forecast.isCut(passes)).isTrue();
    assertThat(Forecast.isCut(forecast(web(Map.of(), "Recreate")))).isFalse();
  }

  @Test
  void aPortThatClosesIsToldAndWhy() {
    settle(web(Map.of("ports", List.of("4000:80")), "Recreate"));
    DesiredApp desired =
        web(Map.of("ports", List.of("4000:80"), "environment", Map.of("NAME", "you")), "Recreate");

    Forecast.Pass next = forecast(desired).getFirst();

    Action stop = action(next, Action.StopContainer.class);
    StepEffects effects = new StepEffects("me", desired, next.seen());
    assertThat(effects.disruption(stop)).isEqualTo(Disruption.PORT);
    assertThat(effects.changes(stop))
        .extracting(Drift::path, Drift::want, Drift::have)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("environment.NAME", "you", ""));
    assertThat(effects.replica(stop, Optional.of(container().name()))).hasValue(1);
  }

  private ContainerView container() {
    return world.snapshot().of("web").getFirst();
  }

  private static Action action(Forecast.Pass pass, Class<? extends Action> kind) {
    return pass.plan().steps().stream()
        .map(Step::action)
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void behindAHolderNobodyIsDisturbed() {
    settle(web(Map.of("ports", List.of("4000:80")), "Rolling"));
    DesiredApp desired = web(Map.of("ports", List.of("4000:80"), "user", "1000"), "Rolling");

    assertThat(disruptions(desired)).isNotEmpty().containsOnly(Disruption.NONE);
  }

  private List<Disruption> disruptions(DesiredApp desired) {
    return forecast(desired).stream()
        .flatMap(pass -> {
          StepEffects effects = new StepEffects("me", desired, pass.seen());
          return pass.plan().steps().stream().map(step -> effects.disruption(step.action()));
        })
        .toList();
  }

  @Test
  void whatRunsOnIsNotDisturbed() {
    settle(web(Map.of("mem_limit", "64m"), "Recreate"));
    DesiredApp desired = web(Map.of("mem_limit", "128m"), "Recreate");

    Forecast.Pass next = forecast(desired).getFirst();
    Action update = action(next, Action.UpdateLimits.class);

    assertThat(new StepEffects("me", desired, next.seen()).changes(update))
        .extracting(Drift::path)
        .containsExactly("deploy.resources.limits.memory");
    assertThat(disruptions(desired)).containsOnly(Disruption.NONE);
  }

  @Test
  void whatIsStartedAnewIsARestartAndWhatIsReplacedIsNot() {
    DesiredApp before = web(Map.of(), "Recreate");
    settle(before);

    assertThat(disruptions(Samples.restarted(before, World.NOW.plusSeconds(1))))
        .contains(Disruption.RESTART)
        .doesNotContain(Disruption.RECREATE);
    assertThat(disruptions(web(Map.of("user", "1000"), "Recreate")))
        .contains(Disruption.RECREATE)
        .doesNotContain(Disruption.PORT);
    assertThat(disruptions(Samples.deleting(before, false))).contains(Disruption.STOP);
  }
}
