package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Restarts;
import dev.berth.plan.WaitReason;
import dev.berth.spec.App;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.codec.AppReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 19.7: each reason why an app is not ready, from what is there and nothing else. */
class DiagnosesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final App SHOP =
      AppReader.read(
              Map.of(
                  "name", "shop",
                  "services", Map.of("web", Map.of("image", "web:1")),
                  "rollout", Map.of("readyTimeout", "30s")))
          .app();

  /** A container of the one service. */
  private static ContainerView web(
      State state, Health health, Duration age, Optional<Integer> exit, boolean oomKilled) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Ownership.INSTANCE, "i");
    labels.put(Ownership.APP, "shop");
    labels.put(Ownership.SERVICE, "web");
    labels.put(Ownership.REPLICA, "1");
    labels.put(Ownership.REVISION, "1");
    labels.put(Ownership.FINGERPRINT, "f");
    ContainerSettings settings =
        new ContainerSettings(
            "shop-web-1",
            "web:1",
            ProcessSpec.OF_IMAGE,
            new TreeMap<>(),
            labels,
            List.of(),
            List.of(),
            List.of(),
            new ContainerSettings.Reach(Optional.empty(), List.of()),
            Optional.empty(),
            RestartPolicy.ALWAYS,
            Resources.UNLIMITED);
    ContainerView.Life life =
        new ContainerView.Life(
            state,
            health,
            exit,
            oomKilled,
            "",
            0,
            Optional.of(NOW.minus(age)),
            exit.map(code -> NOW),
            "connection refused\n");
    return new ContainerView(
        "id",
        "shop-web-1",
        labels,
        life,
        "sha256:1",
        "web:1",
        Map.of(),
        List.of(),
        settings,
        new TreeMap<>(),
        NOW.minus(age));
  }

  private static ContainerView running(Health health, Duration age) {
    return web(State.RUNNING, health, age, Optional.empty(), false);
  }

  private static ContainerView labelled(ContainerView container, String label, String value) {
    SortedMap<String, String> labels = new TreeMap<>(container.labels());
    labels.put(label, value);
    return container.withLabels(labels);
  }

  private static Snapshot seen(ContainerView... containers) {
    return Snapshot.EMPTY.withContainers(List.of(containers));
  }

  private static Snapshot with(ImageState image) {
    return Snapshot.EMPTY.withImages(Map.of("web", image));
  }

  private static Diagnosis worst(Snapshot seen, List<WaitReason> waiting, List<Problem> problems) {
    return worst(seen, waiting, problems, Restarts.NONE);
  }

  private static Diagnosis worst(
      Snapshot seen, List<WaitReason> waiting, List<Problem> problems, Restarts restarts) {
    return new Diagnoses(SHOP, seen, new Plan(List.of(), waiting), restarts, problems, NOW)
        .worst("0 of 1 containers ready");
  }

  private static Diagnosis worst(ContainerView container) {
    return worst(seen(container), List.of(), List.of());
  }

  private static Diagnosis worst(WaitReason.Kind kind, String message) {
    WaitReason waiting = new WaitReason("web", kind, message, Optional.empty());
    return worst(Snapshot.EMPTY, List.of(waiting), List.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTING", "FAILING"})
  void isLateFromTheMomentOnThatPatienceEnds(Health health) {
    assertThat(worst(running(health, PATIENCE)))
        .isEqualTo(
            new Diagnosis(
                Phase.FAILED,
                Reasons.READY_TIMEOUT,
                "shop-web-1 is not ready after 30 s: connection refused",
                true));
    assertThat(worst(running(health, PATIENCE.minusMillis(1))).reason())
        .isNotEqualTo(Reasons.READY_TIMEOUT);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "HEALTHY", "UNHEALTHY"})
  void whatHasBeenReadyIsNeverLate(Health health) {
    assertThat(worst(running(health, PATIENCE.multipliedBy(9))).reason())
        .isNotEqualTo(Reasons.READY_TIMEOUT);
  }

  @Test
  void whatHasEndedIsNotLate() {
    assertThat(worst(web(State.EXITED, Health.STARTING, PATIENCE, Optional.of(1), false)).reason())
        .isEqualTo(Reasons.STARTING);
  }

  @Test
  void unhealthyBeforeItWasEverReadyStalls() {
    assertThat(worst(running(Health.FAILING, Duration.ZERO)))
        .isEqualTo(
            new Diagnosis(
                Phase.FAILED,
                Reasons.UNHEALTHY,
                "shop-web-1 fails its health check: connection refused",
                true));
  }

  @Test
  void unhealthyAfterItWasReadyIsWorseAndNotHopeless() {
    assertThat(worst(running(Health.UNHEALTHY, Duration.ZERO)))
        .returns(Phase.DEGRADED, Diagnosis::phase)
        .returns(Reasons.UNHEALTHY, Diagnosis::reason)
        .returns(false, Diagnosis::isStalled);
  }

  @Test
  void startingTellsWhatTheCheckSays() {
    assertThat(worst(running(Health.STARTING, Duration.ZERO)))
        .returns(Phase.STARTING, Diagnosis::phase)
        .returns(Reasons.STARTING, Diagnosis::reason)
        .returns("0 of 1 containers ready; shop-web-1: connection refused", Diagnosis::message);
  }

  @Test
  void whatIsTooMuchAndStillThereIsCounted() {
    ContainerView surplus = labelled(running(Health.NONE, Duration.ZERO), Ownership.REPLICA, "2");

    assertThat(worst(surplus).message()).isEqualTo("0 of 1 containers ready; 1 still to end");
  }

  @Test
  void besideWhatIsReadyItIsAnUpdate() {
    assertThat(worst(running(Health.NONE, Duration.ZERO)))
        .returns(Phase.UPDATING, Diagnosis::phase)
        .returns(Reasons.UPDATING, Diagnosis::reason);
  }

  @Test
  void aHookThatFailedIsToldWithItsWords() {
    ContainerView container =
        labelled(running(Health.NONE, Duration.ZERO), Ownership.HOOK_FAILED, "exited 3: no db");

    assertThat(worst(container))
        .isEqualTo(
            new Diagnosis(Phase.FAILED, Reasons.HOOK_FAILED, "shop-web-1: exited 3: no db", true));
  }

  @ParameterizedTest
  @CsvSource({
    "2, false, CrashLoopBackOff, false",
    "4, false, CrashLoopBackOff, true",
    "2, true,  OOMKilled,        false",
    "4, true,  OOMKilled,        true",
    "1, false, Starting,         false",
  })
  void deathsInARow(int deaths, boolean oomKilled, String reason, boolean isStalled) {
    ContainerView dead =
        web(State.EXITED, Health.NONE, Duration.ofSeconds(1), Optional.of(1), oomKilled);
    Restarts restarts = Restarts.NONE;
    for (int i = deaths - 1; i >= 0; i--) {
      Duration ago = Duration.ofSeconds(i);
      restarts = restarts.observing(List.of(dead.earlier(ago)), Optional.empty(), NOW.minus(ago));
    }

    assertThat(worst(seen(dead), List.of(), List.of(), restarts))
        .returns(reason, Diagnosis::reason)
        .returns(isStalled, Diagnosis::isStalled);
  }

  @ParameterizedTest
  @CsvSource({"building, Building, BUILDING", "pulling, Pulling, PULLING"})
  void anImageAtWorkIsToldWithItsOperation(String verb, String reason, Phase phase) {
    ImageState image = new ImageState.InProgress("web:1", verb, NOW, "Step 1/3", "7d0c");

    assertThat(worst(with(image), List.of(), List.of()))
        .isEqualTo(new Diagnosis(phase, reason, verb + " web:1 (operation 7d0c): Step 1/3", false));
  }

  @ParameterizedTest
  @CsvSource({"ImageNotFound", "BuildFailed", "PullFailed", "RegistryUnreachable"})
  void anImageThatFailedComesFirst(String reason) {
    ImageState image = new ImageState.Failed("web:1", reason, "why", Instant.MAX);
    Problem other = new Problem("web", Reasons.PORT_IN_USE, "80 is held", true, NOW);

    assertThat(worst(with(image), List.of(), List.of(other)))
        .isEqualTo(new Diagnosis(Phase.FAILED, reason, "why", true));
  }

  @ParameterizedTest
  @CsvSource({
    "OUTSIDE,    network x is not there,      NetworkNotFound,    true,  ''",
    "OUTSIDE,    volume x is not there,       VolumeNotFound,     true,  ''",
    "FAILED,     shop-web-1 exited 1,         ContainerFailed,    true,  ''",
    "DEPENDENCY, db is not healthy,           DependencyNotReady, false, 'web waits: '",
  })
  void whatIsWaitedFor(
      WaitReason.Kind kind, String message, String reason, boolean isStalled, String before) {
    assertThat(worst(kind, message))
        .returns(reason, Diagnosis::reason)
        .returns(before + message, Diagnosis::message)
        .returns(isStalled, Diagnosis::isStalled);
  }

  @Test
  void ofProblemsTheOneThatStallsIsTold() {
    Problem passing = new Problem("web", Reasons.PORT_IN_USE, "80 is held", false, NOW);
    Problem stalled = new Problem("web", Reasons.NAME_CONFLICT, "taken", true, NOW);

    assertThat(worst(Snapshot.EMPTY, List.of(), List.of(passing, stalled)))
        .returns(Reasons.NAME_CONFLICT, Diagnosis::reason)
        .returns(true, Diagnosis::isStalled);
    assertThat(worst(Snapshot.EMPTY, List.of(), List.of(passing)))
        .returns(Reasons.PORT_IN_USE, Diagnosis::reason)
        .returns(Phase.STARTING, Diagnosis::phase)
        .returns(false, Diagnosis::isStalled);
  }

  /** What is up tells whether a failure leaves something to lose; a linked service is not it. */
  @ParameterizedTest
  @CsvSource({"web, DEGRADED", "redis, FAILED"})
  void aFailureBesideWhatIsUp(String up, Phase phase) {
    App linked =
        AppReader.read(
                Map.of(
                    "name",
                    "shop",
                    "services",
                    Map.of(
                        "redis", Map.of("image", "redis:7"),
                        "web", Map.of("image", "web:1", "links", List.of("redis")))))
            .app();
    Snapshot seen = seen(labelled(running(Health.NONE, Duration.ZERO), Ownership.SERVICE, up));
    WaitReason failed = new WaitReason("web", WaitReason.Kind.FAILED, "exited 1", Optional.empty());

    assertThat(
            new Diagnoses(
                    linked,
                    seen,
                    new Plan(List.of(), List.of(failed)),
                    Restarts.NONE,
                    List.of(),
                    NOW)
                .worst("1 of 2 containers ready"))
        .isEqualTo(new Diagnosis(phase, Reasons.FAILED, "exited 1", true));
  }

  @Test
  void whatRunsWellAgainIsNoLoop() {
    ContainerView dead =
        web(State.EXITED, Health.NONE, Duration.ofSeconds(1), Optional.of(1), false);
    Restarts restarts = Restarts.NONE;
    for (int i = 4; i > 0; i--) {
      Duration ago = Duration.ofSeconds(i);
      restarts = restarts.observing(List.of(dead.earlier(ago)), Optional.empty(), NOW.minus(ago));
    }

    assertThat(
            worst(seen(running(Health.NONE, Duration.ZERO)), List.of(), List.of(), restarts)
                .reason())
        .isEqualTo(Reasons.UPDATING);
    assertThat(
            worst(seen(running(Health.STARTING, Duration.ZERO)), List.of(), List.of(), restarts)
                .reason())
        .isEqualTo(Reasons.CRASH_LOOP);
  }

  @Test
  void anImageAtWorkWithoutAnOperationIsToldWithoutOne() {
    ImageState image = new ImageState.InProgress("web:1", "pulling", NOW, "1 MB", "");

    assertThat(worst(with(image), List.of(), List.of()).message()).isEqualTo("pulling web:1: 1 MB");
  }

  @ParameterizedTest
  @CsvSource({
    "STOPPING, '; 1 still to end'",
    "REMOVING, '; 1 still to end'",
    "RUNNING,  ''",
    "EXITED,   ''",
  })
  void whatIsOnItsWayOutIsCounted(State state, String counted) {
    ContainerView leaving = web(state, Health.NONE, Duration.ZERO, Optional.empty(), false);

    assertThat(worst(leaving).message()).isEqualTo("0 of 1 containers ready" + counted);
  }

  @Test
  void whatIsOfNoServiceAnyMoreIsOnItsWayOut() {
    assertThat(
            worst(labelled(running(Health.NONE, Duration.ZERO), Ownership.SERVICE, "gone"))
                .message())
        .isEqualTo("0 of 1 containers ready; 1 still to end");
  }
}
