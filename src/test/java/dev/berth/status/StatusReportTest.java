package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Samples;
import dev.berth.plan.World;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status says beside its reason: drift, times, counts, words. */
class StatusReportTest {
  private static final App WEB = Samples.app(Map.of("web", Map.of("image", "web:1")));

  private static StatusCase settled() {
    return StatusCase.web().settled();
  }

  private static StatusCase killed() {
    return settled().each(c -> StatusCase.died(c, 137, false));
  }

  private static Condition drifted(StatusCase world) {
    return world.status().condition(Condition.Type.DRIFTED);
  }

  private static AppStatus told(long generation, Verdict ready, Verdict drifted, Instant at) {
    Condition one = new Condition(Condition.Type.READY, ready, "x", "x", at, generation);
    Condition other = new Condition(Condition.Type.DRIFTED, drifted, "x", "x", at, generation);
    return new AppStatus(
        generation,
        Phase.RUNNING,
        1,
        List.of(
            one,
            new Condition(Condition.Type.PROGRESSING, Verdict.FALSE, "x", "x", at, generation),
            other,
            new Condition(Condition.Type.STALLED, Verdict.FALSE, "x", "x", at, generation)),
        new TreeMap<>());
  }

  /** Work is drift only where nothing was left to do before, of the same wish. */
  @ParameterizedTest
  @CsvSource({
    "1, TRUE,  FALSE, TRUE",
    "1, FALSE, TRUE,  TRUE",
    "1, FALSE, FALSE, FALSE",
    "2, TRUE,  TRUE,  FALSE",
  })
  void whatHasToBeMendedIsDriftWhereItWasAsDeclared(
      long generation, Verdict ready, Verdict drifted, Verdict now) {
    AppStatus before = told(generation, ready, drifted, World.NOW);

    assertThat(drifted(killed().after(before)).status()).isEqualTo(now);
    assertThat(drifted(settled().after(before)).status()).isEqualTo(Verdict.FALSE);
  }

  @Test
  void driftIsToldByWhatIsToBeDone() {
    AppStatus before = told(1, Verdict.TRUE, Verdict.FALSE, World.NOW);

    assertThat(drifted(killed().after(before)).message()).contains("shop-web-1", "exited 137");
  }

  @Test
  void whatSomebodyChangedIsToldByItsKey() {
    StatusCase world = settled();
    world.world().limit(world.world().snapshot().containers().getFirst().name(), 7 << 20);

    assertThat(drifted(world))
        .returns(Verdict.TRUE, Condition::status)
        .satisfies(c ->
            assertThat(c.message())
                .startsWith("shop-web-1")
                .endsWith("deploy.resources.limits.memory: want nothing, have 7340032"));
  }

  @ParameterizedTest
  @CsvSource({"TRUE, true", "FALSE, false"})
  void aConditionThatDidNotTurnKeepsItsTime(Verdict before, boolean isKept) {
    Instant then = World.NOW.minusSeconds(60);
    AppStatus status = settled().after(told(1, before, Verdict.FALSE, then)).status();

    assertThat(status.condition(Condition.Type.READY).lastTransitionTime())
        .isEqualTo(isKept ? then : World.NOW);
    assertThat(status.condition(Condition.Type.DRIFTED).lastTransitionTime()).isEqualTo(then);
  }

  @Test
  void whatOthersWaitForIsNotReadyBeforeItHasCompleted() {
    Map<String, ?> migrate = Map.of("image", "web:1", "restart", "no");
    Map<String, ?> web =
        Map.of(
            "image",
            "web:1",
            "depends_on",
            Map.of("migrate", Map.of("condition", "service_completed_successfully")));
    StatusCase world =
        new StatusCase(Samples.desired(Samples.app(Map.of("migrate", migrate, "web", web))))
            .settled();

    assertThat(service(world, "migrate"))
        .returns(0, AppStatus.ServiceStatus::ready)
        .returns(1, AppStatus.ServiceStatus::updated);
    assertThat(world.status().isReady()).isFalse();
    world.each(c ->
        c.owner().map(Ownership::service).filter("migrate"::equals).isPresent()
            ? StatusCase.died(c, 0, false)
            : c);
    assertThat(service(world, "migrate").ready()).isEqualTo(1);
  }

  @Test
  void nothingIsReadyBeforeWhatIsTooMuchHasEnded() {
    DesiredApp two =
        Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1", "replicas", 2))));
    AppStatus status = new StatusCase(two).settled().as(Samples.desired(WEB)).status();

    assertThat(status.isReady()).isFalse();
    assertThat(status.condition(Condition.Type.READY).message())
        .isEqualTo("1 of 1 containers ready; 1 still to end");
  }

  @Test
  void whatHindersARemovalOrAStopIsTold() {
    assertThat(
            settled()
                .as(Samples.deleting(Samples.desired(WEB), false))
                .problem(Reasons.ENGINE_ERROR)
                .status()
                .condition(Condition.Type.READY)
                .message())
        .isEqualTo("why");
    assertThat(
            settled()
                .as(Samples.desired(WEB.withState(App.RunState.STOPPED)))
                .problem(Reasons.ENGINE_ERROR)
                .status()
                .condition(Condition.Type.READY)
                .message())
        .isEqualTo("why");
  }

  @Test
  void whatIsStoppedAndDeadIsAtRest() {
    AppStatus status = killed().as(Samples.desired(WEB.withState(App.RunState.STOPPED))).status();

    assertThat(status.phase()).isEqualTo(Phase.STOPPED);
    assertThat(status.condition(Condition.Type.PROGRESSING))
        .returns(Verdict.FALSE, Condition::status)
        .returns(Reasons.UP_TO_DATE, Condition::reason)
        .returns("nothing is left to do", Condition::message);
    assertThat(status.condition(Condition.Type.READY).reason()).isEqualTo(Reasons.STOPPED);
  }

  @Test
  void aProblemKeepsAnAppFromBeingReady() {
    assertThat(settled().problem(Reasons.NETWORK_IN_USE).status())
        .returns(false, AppStatus::isReady)
        .returns(Phase.DEGRADED, AppStatus::phase);
  }

  /** Something else is wanted by then: whoever waits for that must not hear that it has failed. */
  @Test
  void whatIsOnItsWayOutHasNotFailed() {
    StatusCase loops = settled().dead(4, false);
    assertThat(loops.status().condition(Condition.Type.READY).reason())
        .isEqualTo(Reasons.CRASH_LOOP);
    StatusCase fails = settled().each(c -> c.withHealth(Health.FAILING, "no"));
    assertThat(fails.status().condition(Condition.Type.READY).reason())
        .isEqualTo(Reasons.UNHEALTHY);

    for (StatusCase leaving : List.of(loops, fails)) {
      AppStatus status = leaving.each(c -> c.withState(State.STOPPING)).status();
      assertThat(status.condition(Condition.Type.STALLED).status()).isEqualTo(Verdict.FALSE);
      assertThat(status.phase()).isNotEqualTo(Phase.FAILED);
    }
  }

  @Test
  void aCheckThatSaysNothingIsToldSo() {
    AppStatus status = settled().each(c -> c.withHealth(Health.UNHEALTHY, " \n")).status();

    assertThat(status.condition(Condition.Type.READY).message())
        .endsWith("fails its health check: it says nothing");
    assertThat(
            settled()
                .each(c -> c.withHealth(Health.STARTING, " \n"))
                .status()
                .condition(Condition.Type.READY)
                .message())
        .isEqualTo("0 of 1 containers ready");
  }

  private static AppStatus.ServiceStatus service(StatusCase world, String name) {
    return Objects.requireNonNull(world.status().services().get(name));
  }

  private static List<AppStatus.Container> containers(StatusCase world) {
    return service(world, "web").containers();
  }

  @Test
  void aContainerIsToldAsItIs() {
    assertThat(containers(killed()))
        .singleElement()
        .returns("exited", AppStatus.Container::state)
        .returns("none", AppStatus.Container::health)
        .returns(1, AppStatus.Container::replica)
        .returns(137, c -> c.exitCode().orElse(-1));
    assertThat(containers(settled()))
        .singleElement()
        .returns("running", AppStatus.Container::state)
        .returns(true, c -> c.exitCode().isEmpty());
    assertThat(containers(settled().each(c -> c.withHealth(Health.FAILING, ""))))
        .singleElement()
        .returns("unhealthy", AppStatus.Container::health);
  }

  private static StatusCase withImage(ImageState image) {
    return StatusCase.web().image(image);
  }

  @Test
  void itsImageIsToldWithTheDigestOfTheRegistry() {
    ImageView pulled =
        new ImageView(
            "sha256:1",
            List.of("web:1"),
            List.of("web@sha256:abc"),
            1,
            World.NOW,
            new TreeMap<>(),
            ImageDefaults.NONE);

    assertThat(
            Stream.of(
                    new ImageState.Present("web:1", pulled),
                    new ImageState.Missing("web:2"),
                    new ImageState.InProgress("web:3", "pulling", World.NOW, "", ""),
                    new ImageState.Failed("web:4", Reasons.PULL_FAILED, "why", Instant.MAX))
                .map(image -> service(withImage(image), "web").image().orElseThrow()))
        .containsExactly(
            new AppStatus.Image("web:1", "sha256:1", Optional.of("sha256:abc")),
            new AppStatus.Image("web:2", "", Optional.empty()),
            new AppStatus.Image("web:3", "", Optional.empty()),
            new AppStatus.Image("web:4", "", Optional.empty()));
  }

  @Test
  void wordsOfConditions() {
    assertThat(Condition.Type.values())
        .extracting(Condition.Type::text)
        .containsExactly("Ready", "Progressing", "Drifted", "Stalled");
    assertThat(Verdict.values())
        .extracting(Verdict::text)
        .containsExactly("True", "False", "Unknown");
  }

  @Test
  void whereItsPortsAnswer() {
    StatusCase world =
        StatusCase.of(
                Map.of(
                    "image",
                    "web:1",
                    "ports",
                    List.of(
                        "80:1",
                        "127.0.0.1:81:1",
                        "10.0.0.1:82:1",
                        "[::1]:83:1",
                        "84:1/udp",
                        "0.0.0.0:80:1")))
            .settled()
            .each(StatusReportTest::published);

    assertThat(service(world, "web").endpoints())
        .containsExactlyInAnyOrder(
            "http://localhost:80",
            "http://localhost:81",
            "http://10.0.0.1:82",
            "http://[::1]:83",
            "udp://localhost:84");
  }

  /** As the engine shows it while it runs. */
  static ContainerView published(ContainerView c) {
    return new ContainerView(
        c.id(),
        c.name(),
        c.labels(),
        c.life(),
        c.image(),
        c.imageReference(),
        c.networks(),
        c.settings().ports(),
        c.settings(),
        c.volumes(),
        c.createdAt());
  }
}
