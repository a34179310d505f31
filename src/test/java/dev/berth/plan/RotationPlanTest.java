package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind a fixed port, nobody ends who may get a request, and nobody gets one who is not ready. */
class RotationPlanTest {
  private final World world = new World();
  private final Planner planner = new Planner("me");

  @BeforeEach
  void images() {
    world.image("web", "sha256:old");
    world.image("web-holder", "sha256:haproxy");
  }

  private static App web(int replicas, Map<String, ?> rollout, Object... ports) {
    Map<String, Object> web = new HashMap<>(Map.of("image", "web:1", "replicas", replicas));
    web.put("ports", List.of(ports));
    return AppReader.read(
            Map.of("name", "shop", "services", Map.of("web", web), "rollout", rollout))
        .app();
  }

  private static DesiredApp rolling(int replicas) {
    return Samples.desired(web(replicas, Map.of("strategy", "Rolling"), "4000:80"));
  }

  private Plan plan(DesiredApp desired) {
    return planner.plan(desired, world.snapshot(), Restarts.NONE, World.NOW);
  }

  private List<String> settle(DesiredApp desired) {
    List<String> done = new ArrayList<>();
    for (int pass = 0; pass < 60; pass++) {
      Plan plan = plan(desired);
      if (plan.isEmpty() && plan.waiting().isEmpty()) {
        return done;
      }
      assertThat(plan.isEmpty()).as(plan.waiting().toString()).isFalse();
      done.addAll(text(plan).lines().toList());
      world.apply(plan);
      watch();
    }
    throw new AssertionError("no end: " + done);
  }

  /** Whoever is in, by the file and by the worker, runs. */
  private void watch() {
    Snapshot seen = world.snapshot();
    Set<String> running =
        seen.containers().stream()
            .filter(ContainerView::isRunning)
            .map(ContainerView::name)
            .collect(Collectors.toSet());
    seen.rotations()
        .values()
        .forEach(
            rotation -> assertThat(in(rotation)).as("who gets requests runs").isSubsetOf(running));
  }

  private static Set<String> in(Rotation rotation) {
    return rotation.slots().stream()
        .filter(slot -> slot.admin() == Rotation.Admin.READY)
        .map(Rotation.Slot::container)
        .collect(Collectors.toSet());
  }

  private Set<String> in() {
    return in(rotation());
  }

  private Rotation rotation() {
    return Optional.ofNullable(world.snapshot().rotations().get("web")).orElseThrow();
  }

  private List<ContainerView> webs() {
    return world.snapshot().of("web");
  }

  private static String text(Plan plan) {
    return plan.toString().replaceAll("-[0-9a-f]{5}\\b", "-*");
  }

  @Test
  void aNewAppGetsItsHolderAndComesInWhenItIsReady() {
    assertThat(settle(rolling(1)))
        .containsExactly(
            "create network shop_default: missing",
            "create shop-web-1-*: no container",
            "start shop-web-1-*: created",
            "create shop-web-holder-1-*: no container",
            "write the rotation into shop-web-holder-1-*: before its start",
            "start shop-web-holder-1-*: created",
            "rotate shop-web-holder-1-*: s1 shop-web-1-* in: shop-web-1-* is ready");
    assertThat(world.snapshot().of("web-holder").getFirst().settings().ports())
        .extracting(PortText::of)
        .containsExactly("4000:20000/tcp");
    assertThat(webs().getFirst().settings().ports()).isEmpty();
  }

  @Test
  void anUpdateBringsTheNewInBeforeTheOldLeavesAndEnds() {
    settle(rolling(1));
    world.image("web", "sha256:new");

    assertThat(settle(rolling(1)))
        .containsExactly(
            "create shop-web-1-*: image: want web new, have old",
            "start shop-web-1-*: created",
            "rotate shop-web-holder-1-*: s2 shop-web-1-* in: shop-web-1-* is ready",
            "rotate shop-web-holder-1-*: s1 shop-web-1-* leaving: shop-web-1-* leaves: image: want"
                + " web new, have old",
            "rotate shop-web-holder-1-*: s1 shop-web-1-* out: shop-web-1-* has nothing left to do",
            "stop shop-web-1-*: image: want web new, have old",
            "remove shop-web-1-*: image: want web new, have old",
            "rotate shop-web-holder-1-*: s1 free: shop-web-1-* is gone");
    assertThat(webs())
        .singleElement()
        .satisfies(c -> assertThat(c.image()).isEqualTo("sha256:new"));
  }

  @Test
  void whoIsNotReadyGetsNothing() {
    DesiredApp desired = rolling(1);
    settle(desired);
    Set<String> before = in();
    world.image("web", "sha256:new");
    world.apply(plan(desired));
    webs().stream()
        .map(ContainerView::name)
        .filter(name -> !before.contains(name))
        .forEach(name -> world.health(name, ContainerView.Health.STARTING));

    assertThat(plan(desired).isEmpty()).as(text(plan(desired))).isTrue();
    assertThat(webs()).hasSize(2);
    assertThat(in()).isEqualTo(before);
  }

  @Test
  void anotherImageOfTheHoldersNameChangesNothing() {
    DesiredApp desired = rolling(1);
    settle(desired);
    world.image("web-holder", "sha256:newer");

    assertThat(plan(desired).isEmpty()).as(text(plan(desired))).isTrue();
  }

  /** What the holder cannot reach takes nobody's place, whatever Berth's own probe says. */
  @Test
  void theOldStaysUntilTheHolderReachesTheNew() {
    DesiredApp desired = rolling(1);
    settle(desired);
    String old = webs().getFirst().name();
    world.image("web", "sha256:new");
    world.apply(plan(desired));
    String fresh =
        webs().stream()
            .map(ContainerView::name)
            .filter(n -> !n.equals(old))
            .findFirst()
            .orElseThrow();
    world.reachable(fresh, false);
    world.apply(plan(desired));

    Plan waits = plan(desired);
    assertThat(waits.isEmpty()).as(waits.toString()).isTrue();
    assertThat(waits.waiting())
        .extracting(WaitReason::kind)
        .contains(WaitReason.Kind.NOT_REACHABLE);
    assertThat(in()).contains(old, fresh);

    world.reachable(fresh, true);
    settle(desired);
    assertThat(in()).containsExactly(fresh);
  }

  @Test
  void aContainerWithRequestsIsNotStoppedBeforeItsTime() {
    DesiredApp desired = rolling(1);
    settle(desired);
    String old = webs().getFirst().name();
    world.image("web", "sha256:new");
    world.apply(plan(desired));
    world.apply(plan(desired));
    world.apply(plan(desired));
    world.holder().sessions(old, 3);

    assertThat(plan(desired).isEmpty()).isTrue();
    assertThat(plan(desired).waiting())
        .extracting(WaitReason::message)
        .anyMatch(m -> m.endsWith("leaves the rotation, 3 sessions left"));

    Rotation late = rotation();
    Rotation.Slot slot = late.of(old).orElseThrow();
    Snapshot seen = world.snapshot().withRotations(Map.of("web", late.with(slot.drained())));
    Plan cut = planner.plan(desired, seen, Restarts.NONE, World.NOW);
    assertThat(text(cut))
        .isEqualTo(
            "rotate shop-web-holder-1-*: s1 shop-web-1-* out: shop-web-1-* has had its time, with 3"
                + " sessions left");
    world.apply(cut);
    assertThat(text(plan(desired))).isEqualTo("stop shop-web-1-*: image: want web new, have old");
  }

  @Test
  void anOlderWorkerKeepsEverybodyAlive() {
    DesiredApp desired = rolling(1);
    settle(desired);
    world.image("web", "sha256:new");
    for (int pass = 0; pass < 4; pass++) {
      world.apply(plan(desired));
    }
    world.holder().workers(2);

    assertThat(plan(desired).isEmpty()).as(text(plan(desired))).isTrue();
    world.holder().workers(1);
    assertThat(text(plan(desired))).startsWith("stop shop-web-1-*");
  }

  @Test
  void replicasGrowAndShrinkThroughTheRotation() {
    settle(rolling(2));
    assertThat(in()).hasSize(2);
    List<String> more = settle(rolling(9));
    assertThat(in()).hasSize(9);
    assertThat(more).noneMatch(line -> line.startsWith("stop"));
    assertThat(more).filteredOn(line -> line.startsWith("reload")).hasSize(1);
    List<String> fewer = settle(rolling(1));
    assertThat(in()).hasSize(1);
    assertThat(fewer).noneMatch(line -> line.startsWith("reload"));
    assertThat(webs()).hasSize(1);
  }

  @Test
  void severalReplicasOfAPlainAppHaveAHolderToo() {
    DesiredApp desired = Samples.desired(web(2, Map.of(), "4000:80"));
    settle(desired);
    assertThat(in()).hasSize(2);
    world.image("web", "sha256:new");
    for (int pass = 0; pass < 60; pass++) {
      world.apply(plan(desired));
      watch();
      assertThat(in()).as("one at least").isNotEmpty();
    }
    assertThat(webs()).hasSize(2).allSatisfy(c -> assertThat(c.image()).isEqualTo("sha256:new"));
  }

  @Test
  void oneReplicaThatIsRecreatedKeepsItsPort() {
    DesiredApp desired = Samples.desired(web(1, Map.of(), "4000:80"));
    settle(desired);

    assertThat(world.snapshot().containers()).hasSize(1);
    assertThat(webs().getFirst().settings().ports())
        .extracting(PortText::of)
        .containsExactly("4000:80/tcp");
  }

  @Test
  void thePortIsHandedOverWhenTheNewIsReady() {
    settle(Samples.desired(web(1, Map.of(), "4000:80")));

    assertThat(settle(rolling(1)))
        .containsExactly(
            "create shop-web-1-*: ports: want nothing, have 4000:80/tcp",
            "start shop-web-1-*: created",
            "create shop-web-holder-1-*: no container",
            "stop shop-web-1-*: ports: want nothing, have 4000:80/tcp; for a moment nobody answers"
                + " at its ports",
            "remove shop-web-1-*: ports: want nothing, have 4000:80/tcp",
            "write the rotation into shop-web-holder-1-*: before its start",
            "start shop-web-holder-1-*: created");
    assertThat(in()).hasSize(1);
  }

  /** Or the page would be away until somebody finds the image. */
  @Test
  void noPortIsGivenUpForAHolderThatCannotBeMade() {
    settle(Samples.desired(web(1, Map.of(), "4000:80")));
    String old = webs().getFirst().name();
    world.imageFailed("web-holder", "not found");
    for (int pass = 0; pass < 5; pass++) {
      world.apply(plan(rolling(1)));
    }

    assertThat(webs()).filteredOn(ContainerView::isRunning).extracting(c -> c.name()).contains(old);
    assertThat(plan(rolling(1)).waiting())
        .extracting(WaitReason::message)
        .contains("web-holder has to be made first, which takes its ports");
    world.image("web-holder", "sha256:haproxy");
    settle(rolling(1));
    assertThat(in()).hasSize(1);
  }

  @Test
  void whoLeavesForLongIsLookedAtLessOften() {
    DesiredApp desired = rolling(1);
    settle(desired);
    String old = webs().getFirst().name();
    world.image("web", "sha256:new");
    for (int pass = 0; pass < 3; pass++) {
      world.apply(plan(desired));
    }
    world.holder().sessions(old, 1);
    Rotation.Slot slot = rotation().of(old).orElseThrow();

    assertThat(nextLook(desired, slot.leaving(Duration.ofSeconds(1), false)))
        .isEqualTo(Duration.ofMillis(200));
    assertThat(nextLook(desired, slot.leaving(Duration.ofSeconds(20), false)))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(nextLook(desired, slot.leaving(Duration.ofHours(1), false)))
        .isEqualTo(Duration.ofSeconds(5));
  }

  private Duration nextLook(DesiredApp desired, Rotation.Slot slot) {
    Snapshot seen = world.snapshot().withRotations(Map.of("web", rotation().with(slot)));
    Plan plan = planner.plan(desired, seen, Restarts.NONE, World.NOW);
    return Duration.between(World.NOW, plan.lookAgainAt().orElseThrow());
  }

  @Test
  void andHandedBack() {
    settle(rolling(1));
    settle(Samples.desired(web(1, Map.of(), "4000:80")));

    assertThat(world.snapshot().containers()).hasSize(1);
  }

  @Test
  void aHolderThatSaysNothingHoldsEverythingUp() {
    DesiredApp desired = rolling(1);
    settle(desired);
    world.image("web", "sha256:new");
    world.apply(plan(desired));
    Snapshot mute = world.snapshot().withRotations(Map.of());

    Plan plan = planner.plan(desired, mute, Restarts.NONE, World.NOW);
    assertThat(plan.isEmpty()).as(plan.toString()).isTrue();
    assertThat(plan.waiting()).extracting(WaitReason::kind).contains(WaitReason.Kind.HOLDER_SILENT);
  }

  @Test
  void whatSomebodyChangedAtTheSocketIsPutRight() {
    DesiredApp desired = rolling(2);
    settle(desired);
    world.holder().command("set server h0/s2 state maint");

    assertThat(settle(desired))
        .containsExactly("rotate shop-web-holder-1-*: s2 shop-web-2-* in: shop-web-2-* is ready");
  }

  @Test
  void aDeadReplicaLeavesAndComesBack() {
    DesiredApp desired = rolling(2);
    settle(desired);
    String dead = webs().getFirst().name();
    world.end(dead, 137);

    List<String> done = settle(desired);
    assertThat(done).anyMatch(line -> line.contains("s1 free: shop-web-1-* is gone"));
    assertThat(in()).hasSize(2).contains(dead);
  }

  @Test
  void oneThatIsNotReadyAnyMoreGetsNothingNew() {
    DesiredApp desired = rolling(2);
    settle(desired);
    world.health(webs().getFirst().name(), ContainerView.Health.STARTING);
    assertThat(plan(desired).isEmpty()).as("as a Berth that begins sees it").isTrue();
    world.health(webs().getFirst().name(), ContainerView.Health.UNHEALTHY);

    assertThat(text(plan(desired)))
        .isEqualTo(
            "rotate shop-web-holder-1-*: s1 shop-web-1-* leaving: shop-web-1-* leaves:"
                + " unhealthy");
  }

  @Test
  void anotherSpeechTakesAReload() {
    settle(rolling(1));
    DesiredApp spoken =
        Samples.desired(
            web(
                1,
                Map.of("strategy", "Rolling"),
                Map.of("target", 80, "published", "4000", "app_protocol", "http")));

    assertThat(settle(spoken))
        .containsExactly("reload shop-web-holder-1-*: ports, slots or ingress settings are others");
  }

  @Test
  void aStoppedAppEndsAtOnce() {
    DesiredApp desired = rolling(2);
    settle(desired);
    App stopped = desired.app().withState(App.RunState.STOPPED);

    Plan plan = plan(desired.withApp(stopped));
    assertThat(plan.steps()).hasSize(3).allMatch(s -> s.action() instanceof Action.StopContainer);
  }
}
