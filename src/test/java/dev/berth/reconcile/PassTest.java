package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.spec.ProcessSpec;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.Condition;
import dev.berth.status.Reasons;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes cost the engine. */
class PassTest {
  @TempDir Path folder;

  private Rig rig(int apps) {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    for (int i = 0; i < apps; i++) {
      rig.put("{name: app-" + i + ", image: web:1}");
    }
    return rig;
  }

  /** The calls that something makes. */
  private static List<String> calls(Rig rig, Runnable work) {
    int before = rig.engine.calls().size();
    work.run();
    List<String> all = rig.engine.calls();
    return all.subList(before, all.size());
  }

  @Test
  void anUnchangedAppCostsNoCall() {
    Rig rig = rig(1);
    Rig.Berth berth = rig.berth();
    berth.converge();

    assertThat(calls(rig, () -> berth.reconciler.pass("app-0"))).isEmpty();
  }

  @Test
  void aDeadContainerCostsOneLookBeforeAndOneAfter() throws Exception {
    Rig rig = rig(3);
    Rig.Berth berth = rig.berth();
    berth.converge();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      String name = rig.containers("app-1", "app-1").getFirst().name();
      rig.engine.die(name, 1);

      assertThat(calls(rig, () -> berth.reconciler.pass("app-1")))
          .containsExactly("container", "start " + name, "container");
      assertThat(calls(rig, () -> berth.reconciler.pass("app-0"))).isEmpty();
    }
  }

  @Test
  void eventsSayWhichServiceAndContainerTheyAreAbout() {
    Rig rig = rig(1);
    rig.berth().converge();

    AppEvent.Subject web =
        new AppEvent.Subject(
            Optional.of("app-0"), Optional.of(rig.containers("app-0", "app-0").getFirst().name()));
    assertThat(rig.events)
        .extracting(AppEvent::reason, AppEvent::subject)
        .containsExactly(
            tuple("NetworkCreated", AppEvent.Subject.APP),
            tuple("ContainerCreated", web),
            tuple("ContainerStarted", web));
  }

  /** Whoever watches containers looks every two seconds. */
  @Test
  void lookingAtContainersAgainCostsNoCallWhereNothingHasHappened() throws Exception {
    Rig rig = rig(3);
    Rig.Berth berth = rig.berth();
    berth.converge();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      assertThat(calls(rig, () -> assertThat(berth.inventory.heard()).hasSize(3))).isEmpty();
      rig.engine.die(rig.containers("app-1", "app-1").getFirst().name(), 1);

      assertThat(
              calls(
                  rig,
                  () ->
                      assertThat(berth.inventory.heard())
                          .filteredOn(c -> c.state().equals("exited"))
                          .extracting(c -> c.app().orElseThrow())
                          .containsExactly("app-1")))
          .containsExactly("container");
      assertThat(berth.inventory.heard()).isEqualTo(berth.inventory.containers(false));
    }
  }

  @Test
  void aResyncIsOneListOfEachKindForAllApps() {
    Rig rig = rig(20);
    Rig.Berth berth = rig.berth();
    berth.converge();

    assertThat(calls(rig, () -> assertThat(berth.cache.resync()).isEmpty()))
        .containsExactlyInAnyOrder("summaries", "networks", "volumes");
  }

  @Test
  void aLostEventIsFoundByTheNextResync() {
    Rig rig = rig(2);
    Rig.Berth berth = rig.berth();
    berth.converge();
    rig.engine.die(rig.containers("app-1", "app-1").getFirst().name(), 1);

    assertThat(calls(rig, () -> berth.reconciler.pass("app-1"))).isEmpty();
    assertThat(berth.cache.resync()).containsExactly("app-1");
    berth.reconciler.pass("app-1");
    assertThat(rig.containers("app-1", "app-1").getFirst().isRunning()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dev.berth.reconcile.Scene#all")
  void aForecastWritesNothing(Scene scene) {
    Rig rig = new Rig(folder);
    scene.prepare(rig);
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    List<String> writes = rig.engine.writes();
    DesiredApp app = rig.state.find("shop").orElseThrow();

    assertThat(berth.reconciler.forecast(app).next().steps()).isNotEmpty();
    assertThat(rig.engine.writes()).isEqualTo(writes);
  }

  private static ContainerSettings with(ContainerSettings s, String user) {
    ProcessSpec p = s.process();
    ProcessSpec other =
        new ProcessSpec(
            p.entrypoint(),
            p.command(),
            Optional.of(user),
            p.workingDir(),
            p.hostname(),
            p.init(),
            p.readOnly(),
            p.stopSignal(),
            p.stopGrace());
    return new ContainerSettings(
        s.name(),
        s.image(),
        other,
        s.environment(),
        s.labels(),
        s.ports(),
        s.expose(),
        s.mounts(),
        s.network(),
        s.healthCheck(),
        s.restart(),
        s.resources());
  }

  /** Passes over the app for ten minutes, one each second. */
  private static void watch(Rig rig, Rig.Berth berth, Runnable meanwhile) {
    for (int i = 0; i < 600; i++) {
      berth.reconciler.pass("app-0");
      meanwhile.run();
      rig.pass(Duration.ofSeconds(1));
    }
  }

  private static long creations(Rig rig) {
    return rig.engine.writes().stream().filter(call -> call.startsWith("createC")).count();
  }

  @Test
  void whatTheEngineAlwaysDoesIsItsHabit() {
    Rig rig = rig(1);
    rig.engine.meddle(settings -> with(settings, "somebody"));
    Rig.Berth berth = rig.berth();
    berth.converge();
    watch(rig, berth, () -> {});

    assertThat(creations(rig)).isEqualTo(1);
    assertThat(berth.board.find("app-0").orElseThrow().isReady()).isTrue();
  }

  /** Another tool, that puts its own container in the place of Berth's each time. */
  @Test
  void aFightIsNotFoughtAtFullSpeed() throws Exception {
    Rig rig = rig(1);
    Rig.Berth berth = rig.berth();
    berth.converge();
    AtomicInteger swaps = new AtomicInteger();
    Set<String> reasons = new HashSet<>();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      watch(
          rig,
          berth,
          () -> {
            swap(rig, swaps);
            reasons.add(
                berth.board.find("app-0").orElseThrow().condition(Condition.Type.STALLED).reason());
          });
    }

    assertThat(creations(rig) - swaps.get()).isBetween(5L, 12L);
    assertThat(reasons).contains(Reasons.NO_PROGRESS);
  }

  private static void swap(Rig rig, AtomicInteger swaps) {
    for (ContainerView container : rig.containers("app-0", "app-0")) {
      if (container.isRunning() && container.settings().process().user().isEmpty()) {
        rig.engine.kill(container.id(), "KILL");
        rig.engine.remove(container.id());
        ContainerSettings other = with(container.settings(), "user-" + swaps.incrementAndGet());
        rig.engine.start(rig.engine.createContainer(other));
      }
    }
  }

  @Test
  void whatWasToBeDoneOnceIsCompleted() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put("{name: app-0, image: 'web:1', restart: 'no'}");
    Rig.Berth berth = rig.berth();
    berth.converge();
    rig.engine.die(rig.containers("app-0", "app-0").getFirst().name(), 0);
    berth.converge();

    assertThat(berth.board.find("app-0").orElseThrow().condition(Condition.Type.READY))
        .returns(Condition.Verdict.TRUE, Condition::status)
        .returns(Reasons.COMPLETED, Condition::reason);
  }

  @Test
  void whoWritesFilesAndCannotStartSaysWhyItCannot() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put("{name: holder, image: 'web:1', ports: ['8080:80']}");
    rig.put(
        "{name: app-0, services: {web: {image: 'web:1', ports: ['8080:80'], secrets: [s]}},"
            + " secrets: {s: {content: hush}}}");
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    berth.reconciler.pass("holder");
    for (int i = 0; i < 10; i++) {
      rig.pass(Duration.ofMinutes(1));
      berth.reconciler.pass("app-0");

      assertThat(berth.board.find("app-0").orElseThrow().condition(Condition.Type.READY).reason())
          .as("pass %s", i)
          .isEqualTo(Reasons.PORT_IN_USE);
    }
  }

  @Test
  void whoGetsNoAddressesIsToldWhatToDoAndGoesOnWhenThereAreSome() {
    Rig rig = rig(1);
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    rig.engine.limitAddressPools(0);
    berth.reconciler.pass("app-0");

    Condition ready = ready(berth);
    assertThat(ready.reason()).isEqualTo(Reasons.ENGINE_ERROR);
    assertThat(ready.message())
        .contains("fully subnetted", "default-address-pools", "docker network prune", "subnet:");
    assertThat(rig.events.getLast().message()).contains("default-address-pools");

    rig.engine.limitAddressPools(1);
    rig.pass(Duration.ofMinutes(1));
    berth.converge();
    assertThat(ready(berth).reason()).isEqualTo("AllReady");
  }

  /** Issue 17. */
  @Test
  void aFullDiskOfTheEngineIsToldAndAllGoesOnWhenThereIsRoom() {
    Rig rig = rig(1);
    Rig.Berth berth = rig.berth();
    berth.cache.reload();
    rig.engine.setRoom(false);
    berth.reconciler.pass("app-0");

    assertThat(ready(berth).reason()).isEqualTo(Reasons.ENGINE_DISK_FULL);
    assertThat(ready(berth).message()).contains("docker system df");

    rig.engine.setRoom(true);
    rig.pass(Duration.ofMinutes(1));
    berth.converge();
    assertThat(ready(berth).reason()).isEqualTo("AllReady");
  }

  @Test
  void aNetworkWithASubnetNeedsNoneOfTheEnginesPools() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.engine.limitAddressPools(0);
    rig.put(
        "{name: app-0, services: {web: {image: 'web:1', networks: [own]}},"
            + " networks: {own: {ipam: {config: [{subnet: 10.200.0.0/24}]}}}}");
    Rig.Berth berth = rig.berth();
    berth.converge();

    assertThat(ready(berth).reason()).isEqualTo("AllReady");
  }

  @Test
  void anAppStaysOnANetworkThatAStrangerKeepsFromBeingMadeAnew() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.engine.addImage("foreign:1");
    rig.put("{name: app-0, services: {web: {image: 'web:1'}}}");
    Rig.Berth berth = rig.berth();
    berth.converge();
    NetworkView old = rig.engine.network("app-0_default").orElseThrow();
    Meddling.guest(rig, old.name());
    rig.put(
        "{name: app-0, services: {web: {image: 'web:1'}}, networks: {default: {internal: true}}}");
    for (int i = 0; i < 20; i++) {
      berth.reconciler.pass("app-0");
      rig.pass(Duration.ofSeconds(10));

      assertThat(rig.containers("app-0", "web").getFirst().networks()).containsKey(old.id());
      assertThat(ready(berth).reason()).isEqualTo(Reasons.NETWORK_IN_USE);
      assertThat(ready(berth).message()).contains("guest", "internal", "docker network disconnect");
      assertThat(condition(berth, Condition.Type.PROGRESSING))
          .returns(Condition.Verdict.FALSE, Condition::status)
          .returns(Reasons.NETWORK_IN_USE, Condition::reason);
    }

    rig.engine.disconnect(old.id(), "guest");
    rig.pass(Duration.ofMinutes(3));
    berth.converge();
    assertThat(rig.engine.network(old.name()).orElseThrow().internal()).isTrue();
    assertThat(ready(berth).reason()).isEqualTo("AllReady");
  }

  private static Condition ready(Rig.Berth berth) {
    return condition(berth, Condition.Type.READY);
  }

  private static Condition condition(Rig.Berth berth, Condition.Type type) {
    return berth.board.find("app-0").orElseThrow().condition(type);
  }

  @Test
  void aFloodOfOthersEventsWakesNobodyAndHidesNothing() {
    Rig rig = rig(2);
    Rig.Berth berth = rig.berth();
    berth.converge();
    String name = rig.containers("app-1", "app-1").getFirst().name();
    try (AutoCloseable subscription = rig.engine.subscribe((EngineEvents) berth)) {
      for (int i = 0; i < 25_000; i++) {
        EngineEvent noise =
            new EngineEvent(
                EngineEvent.Subject.CONTAINER,
                List.of("create", "start", "die", "destroy", "update").get(i % 5),
                "noise-" + i / 5,
                java.util.Map.of("name", "noise"),
                java.time.Instant.EPOCH);
        assertThat(berth.cache.onEvent(noise)).isEmpty();
        if (i == 12_345) {
          rig.engine.die(name, 1);
        }
      }
      assertThat(calls(rig, () -> berth.reconciler.pass("app-0"))).isEmpty();
      assertThat(calls(rig, () -> berth.reconciler.pass("app-1")))
          .containsExactly("container", "start " + name, "container");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
