package dev.berth.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.docs.Page;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Rotation;
import dev.berth.plan.Samples;
import dev.berth.plan.World;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.RolloutProgress;
import dev.berth.status.Condition.Verdict;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 19.7: each reason that a condition may give, told of a world that is so. */
class ReasonTableTest {
  private static final Instant NOW = World.NOW;

  /** What a condition of a status is. */
  record Row(
      Condition.Type type, Verdict verdict, String reason, Phase phase, Supplier<AppStatus> told) {
    AppStatus status() {
      return told.get();
    }

    @Override
    public String toString() {
      return type.text() + " " + verdict.text() + " " + reason;
    }
  }

  private static Row ready(String reason, Phase phase, Supplier<StatusCase> world) {
    return new Row(Condition.Type.READY, Verdict.TRUE, reason, phase, () -> world.get().status());
  }

  /** Not ready and at work. */
  private static Row working(String reason, Phase phase, Supplier<StatusCase> world) {
    return new Row(
        Condition.Type.PROGRESSING, Verdict.TRUE, reason, phase, () -> world.get().status());
  }

  /** Not ready, and nothing that Berth can do. */
  private static Row stalled(String reason, Phase phase, Supplier<StatusCase> world) {
    return new Row(Condition.Type.STALLED, Verdict.TRUE, reason, phase, () -> world.get().status());
  }

  private static Row problem(String reason) {
    return stalled(reason, Phase.FAILED, () -> StatusCase.web().problem(reason));
  }

  private static Row image(String reason) {
    ImageState failed = new ImageState.Failed("web:1", reason, "why", Instant.MAX);
    return stalled(reason, Phase.FAILED, () -> StatusCase.web().image(failed));
  }

  private static Row imageAtWork(String verb, String reason, Phase phase) {
    ImageState image = new ImageState.InProgress("web:1", verb, NOW, "1/3", "7d0c");
    return working(reason, phase, () -> StatusCase.web().image(image));
  }

  private static StatusCase settled() {
    return StatusCase.web().settled();
  }

  private static DesiredApp web() {
    return Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1"))));
  }

  private static DesiredApp stoppedWeb() {
    App web = Samples.app(Map.of("web", Map.of("image", "web:1")));
    return Samples.desired(web.withState(App.RunState.STOPPED));
  }

  private static DesiredApp rolledBack() {
    DesiredApp web = web();
    return new DesiredApp(
        web.uid(),
        web.generation(),
        web.revision(),
        web.resourceVersion(),
        web.declared(),
        web.app(),
        web.createdAt(),
        web.restartedAt(),
        web.halt(),
        web.deletion(),
        Optional.of(new Quarantine(2, 2, 1, Reasons.CRASH_LOOP, "it died", NOW)));
  }

  private static StatusCase external(String section) {
    Map<String, ?> web =
        section.equals("networks")
            ? Map.of("image", "web:1", "networks", List.of("x"))
            : Map.of("image", "web:1", "volumes", List.of("x:/x"));
    Map<String, ?> tree =
        Map.of(
            "name",
            "shop",
            "services",
            Map.of("web", web),
            section,
            Map.of("x", Map.of("external", true)));
    return new StatusCase(Samples.desired(AppReader.read(tree).app()));
  }

  private static StatusCase waitingForRedis() {
    Map<String, ?> redis =
        Map.of("image", "redis:7", "healthcheck", Map.of("test", List.of("CMD", "ping")));
    Map<String, ?> web =
        Map.of(
            "image",
            "web:1",
            "depends_on",
            Map.of("redis", Map.of("condition", "service_healthy")));
    return new StatusCase(Samples.desired(Samples.app(Map.of("redis", redis, "web", web))))
        .each(c -> c.withHealth(isOf(c, "redis") ? Health.STARTING : Health.NONE, ""))
        .settled();
  }

  private static boolean isOf(ContainerView container, String service) {
    return container.owner().map(Ownership::service).filter(service::equals).isPresent();
  }

  private static StatusCase job(int exitCode) {
    StatusCase job = StatusCase.of(Map.of("image", "web:1", "restart", "no")).settled();
    return job.each(c -> StatusCase.died(c, exitCode, false));
  }

  static Stream<Row> rows() {
    return Stream.of(
            Stream.of(
                ready(Reasons.ALL_READY, Phase.RUNNING, () -> settled()),
                ready(Reasons.COMPLETED, Phase.COMPLETED, () -> job(0)),
                ready(Reasons.ROLLED_BACK, Phase.RUNNING, () -> settled().as(rolledBack()))),
            Stream.of(
                working(Reasons.STARTING, Phase.STARTING, () -> StatusCase.web()),
                working(
                    Reasons.UPDATING,
                    Phase.UPDATING,
                    () ->
                        settled()
                            .as(
                                Samples.desired(
                                    Samples.app(
                                        Map.of("web", Map.of("image", "web:1", "replicas", 2)))))),
                working(Reasons.STOPPING, Phase.UPDATING, () -> settled().as(stoppedWeb())),
                working(
                    Reasons.DELETING,
                    Phase.DELETING,
                    () -> settled().as(Samples.deleting(web(), false))),
                working(Reasons.DEPENDENCY_NOT_READY, Phase.STARTING, () -> waitingForRedis()),
                imageAtWork("building", Reasons.BUILDING, Phase.BUILDING),
                imageAtWork("pulling", Reasons.PULLING, Phase.PULLING)),
            stalled(),
            others(),
            rotations(),
            swarms(),
            Stream.of(
                    Reasons.IMAGE_NOT_FOUND,
                    Reasons.BUILD_FAILED,
                    Reasons.PULL_FAILED,
                    Reasons.REGISTRY_UNREACHABLE)
                .map(ReasonTableTest::image),
            Stream.of(
                    Reasons.ENGINE_ERROR,
                    Reasons.ENGINE_DISK_FULL,
                    Reasons.SECRET_NOT_FOUND,
                    Reasons.PORT_IN_USE,
                    Reasons.POLICY_DENIED,
                    Reasons.NAME_CONFLICT,
                    Reasons.INVALID_SETTINGS,
                    Reasons.NO_PROGRESS,
                    Reasons.NETWORK_IN_USE,
                    Reasons.HOST_TAKEN,
                    Reasons.CERTIFICATE_INVALID,
                    Reasons.CERTIFICATE_EXPIRED,
                    Reasons.CERTIFICATE_FAILED,
                    Reasons.CERTIFICATE_PENDING)
                .map(ReasonTableTest::problem))
        .flatMap(row -> row);
  }

  private static Map<String, ?> behindAHolder(int replicas) {
    return Map.of("image", "web:1", "ports", List.of("4000:80"), "replicas", replicas);
  }

  private static StatusCase behindAHolder() {
    return StatusCase.of(behindAHolder(3)).settled();
  }

  private static Stream<Row> rotations() {
    Supplier<StatusCase> ends =
        () ->
            behindAHolder()
                .rotations(rotation -> rotation.with(draining(rotation.slots().get(2))))
                .as(Samples.desired(Samples.app(Map.of("web", behindAHolder(2)))));
    Supplier<StatusCase> deaf =
        () -> behindAHolder().rotations(rotation -> rotation.with(down(rotation)));
    return Stream.of(
        working(Reasons.DRAINING, Phase.UPDATING, ends),
        working(Reasons.PAUSED, Phase.UPDATING, ReasonTableTest::paused),
        working(Reasons.NOT_REACHABLE, Phase.UPDATING, deaf),
        working(Reasons.HOLDER_DOWN, Phase.UPDATING, () -> behindAHolder().silent()),
        stalled(
            Reasons.NOT_REACHABLE,
            Phase.DEGRADED,
            () -> deaf.get().each(c -> c.earlier(Duration.ofHours(1)))));
  }

  /** Something else is wanted, and nothing is to give way. */
  private static StatusCase paused() {
    DesiredApp other =
        Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1", "command", "more"))));
    return settled().as(other.withProgress(RolloutProgress.NONE.paused(true)));
  }

  private static Rotation.Slot draining(Rotation.Slot slot) {
    return new Rotation.Slot(3, slot.container(), Rotation.Admin.DRAIN, true, true, false, 1, 0);
  }

  private static Rotation.Slot down(Rotation rotation) {
    Rotation.Slot slot = rotation.slots().getFirst();
    return new Rotation.Slot(1, slot.container(), Rotation.Admin.READY, true, false, false, 0, 0);
  }

  private static Stream<Row> stalled() {
    Supplier<StatusCase> late =
        () -> settled().each(c -> c.earlier(Duration.ofHours(1)).withHealth(Health.STARTING, "no"));
    return Stream.of(
        stalled(Reasons.READY_TIMEOUT, Phase.FAILED, late),
        stalled(Reasons.CRASH_LOOP, Phase.FAILED, () -> settled().dead(4, false)),
        stalled(Reasons.OOM_KILLED, Phase.FAILED, () -> settled().dead(4, true)),
        stalled(Reasons.FAILED, Phase.FAILED, () -> job(3)),
        stalled(
            Reasons.UNHEALTHY,
            Phase.FAILED,
            () -> settled().each(c -> c.withHealth(Health.FAILING, ""))),
        stalled(
            Reasons.HOOK_FAILED,
            Phase.FAILED,
            () -> settled().labelled(Ownership.HOOK_FAILED, "ended")),
        stalled(Reasons.NETWORK_NOT_FOUND, Phase.FAILED, () -> external("networks").settled()),
        stalled(Reasons.VOLUME_NOT_FOUND, Phase.FAILED, () -> external("volumes").settled()));
  }

  private static Stream<Row> others() {
    return Stream.of(
        new Row(
            Condition.Type.READY,
            Verdict.FALSE,
            Reasons.STOPPED,
            Phase.STOPPED,
            () -> new StatusCase(stoppedWeb()).status()),
        new Row(
            Condition.Type.READY,
            Verdict.UNKNOWN,
            Reasons.ENGINE_UNREACHABLE,
            Phase.UNKNOWN,
            () -> settled().unreachable()),
        new Row(
            Condition.Type.READY,
            Verdict.UNKNOWN,
            Reasons.ENGINE_SUSPENDED,
            Phase.UNKNOWN,
            () -> settled().suspended()),
        new Row(
            Condition.Type.READY,
            Verdict.FALSE,
            Reasons.ENGINE_NOT_FOUND,
            Phase.PENDING,
            () -> settled().unplaced()),
        new Row(
            Condition.Type.DRIFTED,
            Verdict.TRUE,
            Reasons.DRIFT_FOUND,
            Phase.STARTING,
            () -> settled().before().each(c -> StatusCase.died(c, 137, false)).status()),
        new Row(
            Condition.Type.DRIFTED,
            Verdict.FALSE,
            Reasons.IN_SYNC,
            Phase.RUNNING,
            () -> settled().status()),
        new Row(
            Condition.Type.PROGRESSING,
            Verdict.FALSE,
            Reasons.UP_TO_DATE,
            Phase.RUNNING,
            () -> settled().status()),
        new Row(
            Condition.Type.STALLED,
            Verdict.FALSE,
            Reasons.NOT_STALLED,
            Phase.RUNNING,
            () -> settled().status()));
  }

  private static Stream<Row> swarms() {
    return Stream.of(
        new Row(
            Condition.Type.STALLED,
            Verdict.TRUE,
            Reasons.NO_SUITABLE_NODE,
            Phase.PENDING,
            () -> SwarmCase.homeless("no suitable node (scheduling constraints not satisfied)")),
        new Row(
            Condition.Type.STALLED,
            Verdict.TRUE,
            Reasons.INSUFFICIENT_RESOURCES,
            Phase.PENDING,
            () -> SwarmCase.homeless("no suitable node (insufficient resources on 2 nodes)")),
        new Row(
            Condition.Type.STALLED,
            Verdict.TRUE,
            Reasons.UPDATE_PAUSED,
            Phase.FAILED,
            SwarmCase::paused),
        new Row(
            Condition.Type.READY,
            Verdict.FALSE,
            Reasons.NODE_DOWN,
            Phase.FAILED,
            SwarmCase::nodeDown));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTold(Row row) {
    assertThat(row.status().condition(row.type()))
        .returns(row.reason(), Condition::reason)
        .returns(row.verdict(), Condition::status);
    assertThat(row.status().phase()).isEqualTo(row.phase());
  }

  /** A status that contradicts itself misleads whoever waits for it. */
  @ParameterizedTest
  @MethodSource("rows")
  void fitsTogether(Row row) {
    AppStatus status = row.status();
    boolean isProgressing = status.condition(Condition.Type.PROGRESSING).status() == Verdict.TRUE;

    assertThat(Stream.of(status.isReady(), isProgressing, status.isStalled()).filter(b -> b))
        .as("exactly one of ready, progressing, stalled, or at rest, or unknown")
        .hasSize(Set.of(Phase.STOPPED, Phase.UNKNOWN).contains(status.phase()) ? 0 : 1);
    assertThat(status.conditions())
        .extracting(Condition::type)
        .containsExactly(Condition.Type.values());
    assertThat(status.conditions()).extracting(Condition::message).doesNotContain("");
  }

  @Test
  void theTableThePageAndTheCodeHaveTheSameReasons() throws IOException {
    Set<String> tested = rows().map(Row::reason).collect(Collectors.toCollection(TreeSet::new));
    Set<String> coded =
        Arrays.stream(Reasons.class.getFields())
            .map(ReasonTableTest::word)
            .collect(Collectors.toSet());

    assertThat(tested).isEqualTo(coded);
    assertThat(Page.of("docs/reference/status.md").firsts()).isEqualTo(coded);
  }

  @Test
  void thePageHasTheWordsOfPhases() throws IOException {
    String text = String.join(" ", Page.of("docs/reference/status.md").lines());
    String phases = text.substring(text.indexOf("Phases:"), text.indexOf("`Ready`"));

    assertThat(Page.codes(phases))
        .isEqualTo(Arrays.stream(Phase.values()).map(Phase::text).collect(Collectors.toSet()));
  }

  /** Of the failures that stall, those that come of what was declared end a rollout. */
  @Test
  void whatEndsARolloutAndWhatEndsAWait() {
    Set<String> rollout =
        Set.of(
            "ImageNotFound",
            "RegistryUnreachable",
            "BuildFailed",
            "InvalidSettings",
            "CrashLoopBackOff",
            "OOMKilled",
            "ContainerFailed",
            "HookFailed",
            "NotReachable",
            "ReadyTimeout",
            "UpdatePaused");

    assertThat(rows().map(Row::reason).filter(Reasons::endsRollout).collect(Collectors.toSet()))
        .isEqualTo(rollout);
    assertThat(
            rows()
                .map(Row::reason)
                .filter(Reasons::endsWait)
                .filter(reason -> !Reasons.endsRollout(reason))
                .distinct())
        .containsExactly("Unhealthy", "HostTaken", "CertificateInvalid", "CertificateFailed");
    assertThat(rollout).allMatch(Reasons::endsWait);
  }

  private static String word(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
