package dev.berth.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.Network;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import dev.berth.spec.TerminalSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine must do, the real one and the fake alike. */
public abstract class EngineContract {
  private static final int PORT = 21999;
  private final String run = "t" + UUID.randomUUID().toString().substring(0, 8);
  private ContainerEngine engine;
  private String network;

  /** An engine on which {@link #image} is. */
  protected abstract ContainerEngine engine();

  /** An image with a shell, whose containers run when told to sleep. */
  protected abstract String image();

  /** On the host; those who have one engine between them each have another. */
  protected int port() {
    return PORT;
  }

  @BeforeEach
  void makeNetwork() {
    engine = engine();
    network = run + "_default";
    engine.createNetwork(network, labels());
  }

  @AfterEach
  void removeEverything() {
    for (ContainerView container : engine.containers(Map.of(Ownership.APP, run))) {
      engine.kill(container.id(), "KILL");
      await().until(() -> isDead(container.id()));
      engine.remove(container.id());
    }
    engine.networks(Map.of(Ownership.APP, run)).forEach(n -> engine.removeNetwork(n.id()));
    engine
        .volumes(Map.of(Ownership.APP, run))
        .forEach(v -> engine.removeVolume(v.name(), DataLoss.asked(true).orElseThrow()));
    engine.close();
  }

  private boolean isDead(String id) {
    return engine.container(id).filter(c -> c.life().state().isAlive()).isEmpty();
  }

  private SortedMap<String, String> labels() {
    return new TreeMap<>(Map.of(Ownership.APP, run, Ownership.INSTANCE, "test"));
  }

  private ContainerSettings settings(String name, List<Port> ports) {
    ProcessSpec process =
        new ProcessSpec(
            Optional.empty(),
            Optional.of(List.of("sleep", "1000")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(true),
            false,
            Optional.empty(),
            Optional.of(Duration.ofSeconds(1)));
    return new ContainerSettings(
        run + "-" + name,
        image(),
        process,
        new TreeMap<>(Map.of("NAME", "World")),
        labels(),
        ports,
        List.of(),
        List.of(),
        ContainerSettings.Reach.on(new ContainerSettings.Endpoint(network, Set.of(name))),
        Optional.empty(),
        RestartPolicy.UNLESS_STOPPED,
        Resources.UNLIMITED);
  }

  private String create(String name) {
    return engine.createContainer(settings(name, List.of()));
  }

  private ContainerView view(String id) {
    return engine.container(id).orElseThrow();
  }

  private String networkId() {
    return engine.networks(Map.of(Ownership.APP, run)).getFirst().id();
  }

  private static void assertKind(
      EngineException.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aNewContainerIsCreatedAndNotStarted() {
    ContainerView made = view(create("a"));

    assertThat(made.life().state()).isEqualTo(ContainerView.State.CREATED);
    assertThat(made.life().exitCode()).isEmpty();
    assertThat(made.labels()).containsAllEntriesOf(labels());
  }

  @Test
  void startingTwiceIsOnce() {
    String id = create("a");
    engine.start(id);
    engine.start(id);

    assertThat(view(id).isRunning()).isTrue();
    assertThat(view(id).networks()).containsOnlyKeys(networkId());
    assertThat(view(id).restart().mode()).isEqualTo(RestartPolicy.Mode.UNLESS_STOPPED);
  }

  @Test
  void stoppingTwiceIsOnce() {
    String id = create("a");
    engine.start(id);
    engine.stop(id, Duration.ofSeconds(1));
    engine.stop(id, Duration.ofSeconds(1));

    assertThat(view(id).life().state()).isEqualTo(ContainerView.State.EXITED);
    assertThat(view(id).life().exitCode()).isPresent();
  }

  @Test
  void whatDoesNotRunCanBeKilled() {
    String id = create("a");
    engine.kill(id, "KILL");

    assertThat(view(id).life().state()).isEqualTo(ContainerView.State.CREATED);
  }

  @Test
  void aNameIsTakenOnce() {
    create("a");

    assertKind(EngineException.Kind.CONFLICT, () -> create("a"));
  }

  @Test
  void aContainerNeedsAnImage() {
    ContainerSettings s = settings("a", List.of());
    ContainerSettings without =
        new ContainerSettings(
            s.name(),
            "berth-nosuch:1",
            s.process(),
            s.environment(),
            s.labels(),
            s.ports(),
            s.expose(),
            s.mounts(),
            s.network(),
            s.healthCheck(),
            s.restart(),
            s.resources());

    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.createContainer(without));
  }

  @Test
  void aHostPortIsHeldOnce() {
    Port port =
        new Port(
            Optional.of("127.0.0.1"),
            Optional.of(new Port.Range(port(), port())),
            80,
            Port.Protocol.TCP);
    engine.start(engine.createContainer(settings("a", List.of(port))));
    String second = engine.createContainer(settings("b", List.of(port)));

    assertKind(EngineException.Kind.PORT_IN_USE, () -> engine.start(second));
  }

  @Test
  void aRunningContainerIsNotRemoved() {
    String id = create("a");
    engine.start(id);

    assertKind(EngineException.Kind.CONFLICT, () -> engine.remove(id));
  }

  @Test
  void whatIsGoneIsRemoved() {
    engine.remove(run + "-nobody");
    engine.removeNetwork(run + "-nothing");
    engine.removeVolume(run + "-nowhere", DataLoss.asked(true).orElseThrow());

    assertThat(engine.container(run + "-nobody")).isEmpty();
  }

  @Test
  void aNetworkInUseStays() {
    String id = create("a");
    engine.start(id);

    assertKind(EngineException.Kind.CONFLICT, () -> engine.removeNetwork(networkId()));
  }

  @Test
  void whoRunsOnANetworkIsAttached() {
    String id = create("a");
    boolean before = engine.attached(networkId()).isEmpty();
    engine.start(id);
    Set<String> running = engine.attached(networkId());
    engine.disconnect(networkId(), id);

    assertThat(before).isTrue();
    assertThat(running).containsExactly(view(id).id());
    assertThat(engine.attached(networkId())).isEmpty();
    assertThat(engine.attached(run + "-nothing")).isEmpty();
  }

  @Test
  void disconnectedTwiceAndConnectedTwice() {
    String id = create("a");
    engine.start(id);
    engine.disconnect(networkId(), id);
    engine.disconnect(networkId(), id);
    boolean gone = view(id).networks().isEmpty();
    engine.connect(networkId(), id, List.of("a"));
    engine.connect(networkId(), id, List.of("a"));

    assertThat(gone).isTrue();
    assertThat(view(id).networks().get(networkId())).contains("a");
  }

  @Test
  void whoGivesUpItsNamesStaysWhereItIs() {
    Network pooled =
        Network.PLAIN.withIpam(
            new Network.Ipam(
                Optional.empty(),
                List.of(new TreeMap<>(Map.of("subnet", "10.77.8.0/24"))),
                new TreeMap<>()));
    String on = engine.createNetwork(run + "-pooled", pooled, labels());
    String id = create("a");
    engine.start(id);
    engine.connect(on, id, List.of("shared"));
    boolean before = view(id).networks().getOrDefault(on, Set.of()).contains("shared");
    engine.leaveNames(on, id);

    assertThat(before).isTrue();
    assertThat(view(id).networks().get(on)).isNotNull().doesNotContain("shared");
    assertThat(engine.attached(on)).containsExactly(view(id).id());
    engine.disconnect(on, id);
    engine.leaveNames(on, id);
    assertThat(view(id).networks()).doesNotContainKey(on);
  }

  @Test
  void aVolumeKeepsItsFirstLabels() {
    engine.createVolume(run + "_v", Optional.empty(), new TreeMap<>(), labels());
    TreeMap<String, String> others = new TreeMap<>(Map.of("other", "label"));

    assertThat(engine.createVolume(run + "_v", Optional.empty(), new TreeMap<>(), others).labels())
        .containsAllEntriesOf(labels());
  }

  @Test
  void restartPoliciesChangeInPlace() {
    String id = create("a");
    engine.start(id);
    engine.updateRestart(id, RestartPolicy.NEVER);
    RestartPolicy.Mode never = view(id).restart().mode();
    engine.updateRestart(
        id, new RestartPolicy(RestartPolicy.Mode.UNLESS_STOPPED, OptionalInt.empty()));

    assertThat(never).isEqualTo(RestartPolicy.Mode.NO);
    assertThat(view(id).restart().mode()).isEqualTo(RestartPolicy.Mode.UNLESS_STOPPED);
  }

  @Test
  void limitsChangeInPlace() {
    String id = create("a");
    engine.start(id);
    Resources limits =
        new Resources(
            OptionalLong.of(500_000_000L),
            OptionalLong.of(64 << 20),
            OptionalLong.of(32 << 20),
            OptionalLong.of(100));
    engine.updateLimits(id, limits);
    Resources limited = view(id).settings().resources();
    Resources fewer =
        new Resources(
            limits.nanoCpus(), limits.memoryBytes(), OptionalLong.empty(), OptionalLong.empty());
    engine.updateLimits(id, fewer);

    assertThat(limited).isEqualTo(limits);
    assertThat(view(id).settings().resources()).isEqualTo(fewer);
    assertThat(view(id).isRunning()).isTrue();
  }

  @Test
  void optionsThatLimitChangeInPlace() {
    String id = create("a");
    engine.start(id);
    RunOptions options =
        RunOptions.NONE
            .with(RunOption.CPU_SHARES, new Setting.Text("512"))
            .with(RunOption.CPUSET, new Setting.Text("0"))
            .with(RunOption.MEMSWAP_LIMIT, new Setting.Text(Long.toString(96 << 20)));
    Resources limits =
        new Resources(
            OptionalLong.empty(),
            OptionalLong.of(64 << 20),
            OptionalLong.empty(),
            OptionalLong.empty());
    engine.updateLimits(id, limits, options);

    RunOptions seen = view(id).settings().options();
    assertThat(seen.text(RunOption.CPU_SHARES)).isEqualTo("512");
    assertThat(seen.text(RunOption.CPUSET)).isEqualTo("0");
    assertThat(seen.text(RunOption.MEMSWAP_LIMIT)).isEqualTo(Long.toString(96 << 20));
  }

  /** What is compared with what is declared. */
  @Test
  void networksTellWhatTheyWereMadeWith() {
    Network wanted =
        new Network(
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("com.docker.network.bridge.enable_icc", "false")),
            Optional.of(
                new Network.Ipam(
                    Optional.empty(),
                    List.of(new TreeMap<>(Map.of("subnet", "10.77.7.0/24"))),
                    new TreeMap<>())),
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            false);
    String id = engine.createNetwork(run + "-shaped", wanted, labels());
    Network made = engine.network(run + "-shaped").orElseThrow().made();
    List<NetworkView> listed = engine.networks(labels());
    engine.removeNetwork(id);

    assertThat(made.internal()).isTrue();
    assertThat(made.driver()).contains("bridge");
    assertThat(made.driverOptions()).isEqualTo(wanted.driverOptions());
    assertThat(made.ipam().orElseThrow().pools().getFirst())
        .containsEntry("subnet", "10.77.7.0/24");
    assertThat(listed).extracting(NetworkView::made).contains(made);
  }

  @Test
  void namesChangeInPlace() {
    String id = create("a");
    String other = create("b");
    engine.rename(id, run + "-c");

    assertThat(view(id).name()).isEqualTo(run + "-c");
    assertThat(engine.container(run + "-c")).map(ContainerView::id).contains(id);
    assertKind(EngineException.Kind.CONFLICT, () -> engine.rename(other, run + "-c"));
  }

  @Test
  void commandsRunInside() {
    String id = create("a");
    engine.start(id);

    assertThat(engine.exec(id, List.of("echo", "hello"), Duration.ofSeconds(10)))
        .isEqualTo(new ExecResult(0, "hello\n"));
  }

  private static ExecCommand command(boolean terminal, String... words) {
    return new ExecCommand(
        List.of(words),
        true,
        terminal,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new TerminalSize(101, 33)));
  }

  private String started(String name) {
    String id = create(name);
    engine.start(id);
    return id;
  }

  @Test
  void whatIsTypedReachesTheCommandAndItsEndToo() throws Exception {
    Heard heard = new Heard();
    try (ExecSession exec = engine.exec(started("a"), command(false, "cat"), heard)) {
      exec.write("one\n".getBytes(UTF_8));
      await().until(() -> heard.output().equals("one\n"));
      exec.write("two\n".getBytes(UTF_8));
      exec.endInput();

      assertThat(heard.awaitEnd()).isEqualTo("exit 0");
      assertThat(heard.output()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aCommandsExitCodeIsTold() throws Exception {
    Heard heard = new Heard();
    try (ExecSession unused = engine.exec(started("a"), command(false, "false"), heard)) {
      assertThat(heard.awaitEnd()).isEqualTo("exit 1");
    }
  }

  @Test
  void aTerminalHasTheSizeThatItWasGiven() throws Exception {
    String id = started("a");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          Heard heard = new Heard();
          try (ExecSession unused =
              engine.exec(id, command(true, "sh", "-c", "sleep 1; stty size"), heard)) {
            assertThat(heard.awaitEnd()).isEqualTo("exit 0");
            assertThat(heard.output()).isEqualTo("33 101\r\n");
          }
        });
  }

  @Test
  void aCommandThatIsClosedEnds() throws Exception {
    Heard heard = new Heard();
    ExecSession exec = engine.exec(started("a"), command(true, "cat"), heard);
    exec.close();
    exec.close();
    exec.write("lost".getBytes(UTF_8));
    exec.resize(new TerminalSize(1, 1));

    assertThat(heard.awaitEnd()).isIn("exit none", "exit 129", "exit 137");
  }

  @Test
  void aCommandEndsWithItsContainer() throws Exception {
    String id = started("a");
    Heard heard = new Heard();
    try (ExecSession unused = engine.exec(id, command(true, "cat"), heard)) {
      engine.kill(id, "KILL");

      assertThat(heard.awaitEnd()).isIn("exit none", "exit 137");
    }
  }

  @Test
  void nothingRunsInAContainerThatDoesNot() {
    String id = create("a");

    assertKind(
        EngineException.Kind.CONFLICT, () -> engine.exec(id, command(false, "cat"), new Heard()));
    assertKind(
        EngineException.Kind.NOT_FOUND,
        () -> engine.exec("no-such", command(false, "cat"), new Heard()));
  }

  @Test
  void aListShowsWhatALookWouldShow() {
    String created = create("a");
    String running = create("b");
    engine.start(running);
    engine.disconnect(networkId(), running);
    String dead = create("c");
    engine.start(dead);
    engine.stop(dead, Duration.ofSeconds(1));

    assertThat(engine.summaries(Map.of(Ownership.APP, run)))
        .extracting(ContainerSummary::id)
        .containsExactlyInAnyOrder(created, running, dead);
    assertThat(engine.summaries(Map.of(Ownership.APP, run)))
        .allSatisfy(summary -> assertThat(summary.isLike(view(summary.id()))).isTrue());
  }

  @Test
  void changesAreHeard() throws Exception {
    List<EngineEvent> heard = new CopyOnWriteArrayList<>();
    EngineEvents listener =
        new EngineEvents() {
          @Override
          public void onEvent(EngineEvent event) {
            heard.add(event);
          }

          @Override
          public void onLost(String why) {}
        };
    String id;
    try (AutoCloseable subscription = engine.subscribe(listener)) {
      id = create("a");
      engine.start(id);
      engine.disconnect(networkId(), id);
      await().until(() -> actions(heard, id).contains("disconnect"));
    }

    assertThat(actions(heard, id)).contains("create", "start", "disconnect");
    assertThat(heard)
        .filteredOn(event -> event.id().equals(id))
        .allSatisfy(event -> assertThat(event.appOf("test")).contains(run));
  }

  private static List<String> actions(List<EngineEvent> heard, String id) {
    return heard.stream()
        .filter(e -> e.id().equals(id) || e.attribute("container").equals(Optional.of(id)))
        .map(EngineEvent::action)
        .toList();
  }
}
