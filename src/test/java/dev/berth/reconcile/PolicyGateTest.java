package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.guard.PolicyEnforcingEngine;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Action;
import dev.berth.reconcile.execute.PolicyGuard;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import dev.berth.spec.policy.HostAccessPolicy;
import dev.berth.spec.policy.HostPaths;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import dev.berth.status.Condition;
import dev.berth.status.Reasons;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was stored under a wider policy must not be made under a narrower one. */
class PolicyGateTest {
  private static final Policy WIDE =
      new Policy(
          List.of(Path.of("/")),
          List.of(),
          new HostAccessPolicy(true, true, true, true, true, Set.of("ALL")));
  private static final Network MACVLAN =
      new Network(
          Optional.empty(),
          Optional.of("macvlan"),
          new TreeMap<>(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          false);
  private static final Policy NARROW = new Policy(List.of(Path.of("/srv")), List.of());

  @TempDir Path folder;

  /** An app that was stored when more was allowed. */
  private Rig stored(String key) {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.policy = WIDE;
    rig.put("{name: app, image: web:1, " + key + "}");
    return rig;
  }

  private static Condition stalled(Rig.Berth berth) {
    return berth.board.find("app").orElseThrow().conditions().stream()
        .filter(condition -> condition.type() == Condition.Type.STALLED)
        .findFirst()
        .orElseThrow();
  }

  private static void narrow(Rig rig, Rig.Berth berth) {
    berth.cache.reload();
    for (int i = 0; i < 5; i++) {
      berth.reconciler.pass("app");
      rig.pass(Duration.ofMinutes(5));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privileged: true               | berth.policy.privileged=true",
        "volumes: ['/etc:/e']           | berth.policy.bind-roots ([/srv])",
        "pid: host                      | berth.policy.host-namespaces=true",
        "network_mode: host             | berth.policy.host-namespaces=true",
        "cap_add: [SYS_ADMIN]           | berth.policy.capabilities=SYS_ADMIN",
        "devices: [/dev/kvm]            | berth.policy.devices=true",
        "volumes: ['/run/docker.sock:/s'] | berth.policy.engine-socket=true",
        "pre_stop: [{command: x, privileged: true}] | berth.policy.privileged=true",
      })
  void isNotMade(String key, String setting) {
    Rig rig = stored(key);
    rig.policy = NARROW;
    Rig.Berth berth = rig.berth();

    narrow(rig, berth);

    assertThat(rig.engine.containers(Map.of())).isEmpty();
    assertThat(stalled(berth).status()).isEqualTo(Condition.Verdict.TRUE);
    assertThat(stalled(berth).reason()).isEqualTo(Reasons.POLICY_DENIED);
    assertThat(stalled(berth).message()).contains(setting);
  }

  /** Neither a death nor an update may take away what cannot come back. */
  @Test
  void whatRunsGoesOnRunning() {
    Rig rig = stored("privileged: true, env: {A: '1'}");
    rig.berth().converge();
    ContainerView before = rig.containers("app", "app").getFirst();
    rig.put("{name: app, image: web:1, privileged: true, env: {A: '2'}}");
    rig.policy = NARROW;
    Rig.Berth berth = rig.berth();

    narrow(rig, berth);

    assertThat(rig.containers("app", "app"))
        .singleElement()
        .satisfies(after -> {
          assertThat(after.id()).isEqualTo(before.id());
          assertThat(after.isRunning()).isTrue();
        });
    assertThat(stalled(berth).reason()).isEqualTo(Reasons.POLICY_DENIED);
  }

  /** What has ended may hold data, and its successor would not come: a crash can be in between. */
  @Test
  void whatHasEndedStays() {
    Rig rig = stored("privileged: true");
    rig.berth().converge();
    rig.engine.die(rig.containers("app", "app").getFirst().name(), 1);
    ContainerView ended = rig.containers("app", "app").getFirst();
    Action removal = new Action.RemoveContainer(ended, "superseded");
    DesiredApp desired = rig.state.find("app").orElseThrow();

    assertThat(ended.isRunning()).isFalse();
    assertThatThrownBy(() -> new PolicyGuard(NARROW, desired).check(removal))
        .hasMessageContaining("berth.policy.privileged");
    assertThatCode(() -> new PolicyGuard(WIDE, desired).check(removal)).doesNotThrowAnyException();
  }

  /** A revision of wider days is no way back to them. */
  @Test
  void noRevisionBringsItBack() {
    Rig rig = stored("privileged: true");
    rig.put("{name: app, image: web:1}");
    rig.policy = NARROW;

    Receipt<DesiredApp> refused = rig.intake().rollBack("app", 1, new Precondition.None(), "t");

    assertThat(refused)
        .isInstanceOfSatisfying(
            Receipt.Denied.class,
            denied ->
                assertThat(denied.violations().toString()).contains("berth.policy.privileged"));
    rig.policy = WIDE;
    assertThat(rig.intake().rollBack("app", 1, new Precondition.None(), "t"))
        .isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void whatIsToGoGoes() {
    Rig rig = stored("privileged: true, replicas: 3");
    rig.berth().converge();
    rig.put("{name: app, image: web:1, privileged: true, replicas: 1}");
    rig.policy = NARROW;

    rig.berth().converge();

    assertThat(rig.containers("app", "app")).hasSize(1);
  }

  @Test
  void isMadeOnceTheSettingAllowsIt() {
    Rig rig = stored("privileged: true");
    rig.policy = NARROW;
    narrow(rig, rig.berth());
    rig.policy = WIDE;

    rig.berth().converge();

    assertThat(rig.containers("app", "app")).hasSize(1);
  }

  @Test
  void theLabelOfTheOperatorExempts() {
    Rig rig = stored("privileged: true, labels: {x: y}");
    rig.put(
        "{apiVersion: berth.dev/v1, kind: App, metadata: {name: app, labels: {team: infra}}, spec:"
            + " {image: web:1, privileged: true}}");
    rig.policy = exempting();

    rig.berth().converge();

    assertThat(rig.containers("app", "app")).hasSize(1);
  }

  private static Policy exempting() {
    return new Policy(
        new HostPaths(List.of()),
        List.of(),
        HostAccessPolicy.NONE,
        Optional.empty(),
        LabelSelector.parse("team=infra") instanceof Validated.Valid<LabelSelector> valid
            ? Optional.of(valid.value())
            : Optional.empty());
  }

  /** Settings as a planner with a bug would make them: what was wanted is harmless. */
  private static ContainerSettings settings(RunOptions options, List<Mount> mounts) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Ownership.APP, "app");
    labels.put(Ownership.INSTANCE, "i");
    ContainerSettings plain =
        new ContainerSettings(
            "c",
            "web:1",
            dev.berth.spec.ProcessSpec.OF_IMAGE,
            new TreeMap<>(),
            labels,
            List.of(),
            List.of(),
            mounts,
            new ContainerSettings.Reach(Optional.empty(), List.of()),
            Optional.empty(),
            dev.berth.spec.RestartPolicy.ALWAYS,
            dev.berth.spec.Resources.UNLIMITED);
    return plain.sharing(plain.network(), options);
  }

  private static void refuses(ContainerEngine engine, ContainerSettings settings, String setting) {
    assertThatThrownBy(() -> engine.createContainer(settings))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(setting);
  }

  @Test
  void nothingOfTheKindGoesOverTheWire() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    ContainerEngine guarded = new PolicyEnforcingEngine(rig.engine, NARROW, app -> new TreeMap<>());
    RunOptions none = RunOptions.NONE;

    refuses(
        guarded,
        settings(none.with(RunOption.PRIVILEGED, new Setting.Text("true")), List.of()),
        "berth.policy.privileged");
    refuses(
        guarded,
        settings(none, List.of(new Mount.OfHost("/etc", "/e", true, false, Optional.empty()))),
        "berth.policy.bind-roots");
    refuses(
        guarded,
        settings(none.with(RunOption.PID, new Setting.Text("container:other")), List.of()),
        "berth.policy.other-containers");
    assertThatThrownBy(() ->
            guarded.createVolume(
                "v",
                Optional.empty(),
                new TreeMap<>(Map.of("device", "/etc", "o", "bind", "type", "none")),
                new TreeMap<>()))
        .hasMessageContaining("berth.policy.bind-roots");
    assertThatThrownBy(() ->
            guarded.exec(
                "c",
                new LifecycleHook(
                    List.of("x"), Optional.empty(), true, Optional.empty(), new TreeMap<>()),
                Duration.ofSeconds(1)))
        .hasMessageContaining("berth.policy.privileged");
    assertThatThrownBy(() -> guarded.createNetwork("n", MACVLAN, new TreeMap<>()))
        .hasMessageContaining("berth.policy.host-interfaces");
    assertThatThrownBy(
            () -> guarded.connect("c", new ContainerSettings.Endpoint(" HOST", Set.of())))
        .hasMessageContaining("berth.policy.host-namespaces");
    assertThatThrownBy(() ->
            guarded.updateLimits(
                "c",
                dev.berth.spec.Resources.UNLIMITED,
                none.with(RunOption.CPU_RT_RUNTIME, new Setting.Text("9"))))
        .hasMessageContaining("berth.policy.host-resources");
    refuses(
        guarded,
        settings(none, List.of(new Mount.OfVolume(Optional.of("/etc"), "/e", false, false))),
        "berth.policy.bind-roots");
    assertThat(rig.engine.containers(Map.of())).isEmpty();
    assertThat(rig.engine.volumes(Map.of())).isEmpty();
    assertThat(rig.engine.networks(Map.of())).isEmpty();
  }

  @Test
  void containersOfTheSameAppMayShare() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    ContainerEngine guarded = new PolicyEnforcingEngine(rig.engine, NARROW, app -> new TreeMap<>());
    String first =
        guarded.createContainer(
            settings(
                RunOptions.NONE,
                List.of(new Mount.OfHost("/srv/a", "/e", true, false, Optional.empty()))));

    String second =
        guarded.createContainer(
            settings(
                    RunOptions.NONE.with(RunOption.PID, new Setting.Text("container:" + first)),
                    List.of())
                .withName("d"));

    assertThat(rig.engine.container(second)).isPresent();
  }
}
