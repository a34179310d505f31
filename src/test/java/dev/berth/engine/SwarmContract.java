package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmObject.Kind;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.observe.swarm.SwarmTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Swarm must do, the real one and the fake alike. */
public abstract class SwarmContract {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String run = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> labels =
      Map.of(Ownership.INSTANCE, run, Ownership.APP, run, "of.others", "yes");
  private SwarmEngine swarm;
  private String network;

  /** A manager, on whose only node is {@code alpine:3}. */
  protected abstract SwarmEngine swarm();

  @BeforeEach
  void begin() {
    swarm = swarm();
    network = swarm.create(Kind.NETWORK, network(run + "_default"));
  }

  @AfterEach
  void removeEverything() {
    mine().services().forEach(service -> swarm.removeService(service.id()));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          mine().objects().forEach(object -> swarm.remove(object.kind(), object.id()));
          assertThat(mine().isGone()).isTrue();
        });
    swarm.close();
  }

  private SwarmSnapshot mine() {
    return swarm.look(run).of(run, run);
  }

  private Map<String, Object> network(String name) {
    return Map.of("Name", name, "Driver", "overlay", "Attachable", true, "Labels", labels);
  }

  private Map<String, Object> secret(String name) {
    String text = Base64.getEncoder().encodeToString("hidden".getBytes(StandardCharsets.UTF_8));
    return Map.of("Name", name, "Labels", labels, "Data", text);
  }

  private Map<String, Object> service(String name, String greeted, int replicas) {
    Map<String, Object> container = new HashMap<>();
    container.put("Image", "alpine:3");
    container.put("Command", List.of("sleep", "100000"));
    container.put("Env", List.of("NAME=" + greeted));
    container.put("Init", true);
    container.put("Labels", Map.of(Ownership.FINGERPRINT, greeted));
    return Map.of(
        "Name",
        run + "_" + name,
        "Labels",
        labels,
        "TaskTemplate",
        Map.of("ContainerSpec", container, "Networks", List.of(Map.of("Target", network))),
        "Mode",
        Map.of("Replicated", Map.of("Replicas", replicas)),
        "EndpointSpec",
        Map.of("Mode", "dnsrr"));
  }

  private SwarmService there(String name) {
    return mine().service(run + "_" + name).orElseThrow();
  }

  private List<SwarmTask> awaitRunning(int tasks, String greeted) {
    await()
        .atMost(LIMIT)
        .until(() -> mine().tasks().stream().filter(t -> isUp(t, greeted)).count() == tasks);
    return mine().tasks().stream().filter(t -> isUp(t, greeted)).toList();
  }

  private static boolean isUp(SwarmTask task, String greeted) {
    return task.isWanted() && task.isRunning() && task.fingerprint().equals(greeted);
  }

  @Test
  void itIsAManager() {
    assertThat(swarm.info().isManager()).isTrue();
    assertThat(swarm.nodes()).anySatisfy(node -> assertThat(node.isReady()).isTrue());
  }

  @Test
  void aServiceIsWhatWasWrittenAndItsTasksRun() {
    String id = swarm.createService(service("web", "World", 2));

    SwarmService web = there("web");
    assertThat(web.id()).isEqualTo(id);
    assertThat(web.labels()).containsAllEntriesOf(labels);
    assertThat(SpecTree.list(web.spec(), "TaskTemplate", "ContainerSpec", "Env"))
        .isEqualTo(List.of("NAME=World"));
    assertThat(web.networks()).containsExactly(network);
    List<SwarmTask> tasks = awaitRunning(2, "World");
    assertThat(tasks).extracting(SwarmTask::slot).containsExactlyInAnyOrder(1, 2);
    assertThat(tasks).allSatisfy(task -> assertThat(task.container()).isNotEmpty());
    assertThat(mine().isAtRest()).isTrue();
  }

  @Test
  void anUpdateNamesTheVersionThatItHasSeen() {
    String id = swarm.createService(service("web", "World", 1));
    long version = there("web").version();

    swarm.updateService(id, version, service("web", "Moon", 1));

    assertThat(there("web").version()).isGreaterThan(version);
    assertThat(there("web").fingerprint()).isEqualTo("Moon");
    assertThatThrownBy(() -> swarm.updateService(id, version, service("web", "Mars", 1)))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.CONFLICT));
    assertThat(there("web").fingerprint()).isEqualTo("Moon");
    assertThat(awaitRunning(1, "Moon")).hasSize(1);
  }

  @Test
  void scalingKeepsTheTasksThatAreThere() {
    String id = swarm.createService(service("web", "World", 1));
    SwarmTask first = awaitRunning(1, "World").getFirst();

    swarm.updateService(id, there("web").version(), service("web", "World", 2));

    assertThat(awaitRunning(2, "World")).extracting(SwarmTask::id).contains(first.id());
  }

  @Test
  void oneNameIsHadOnce() {
    swarm.createService(service("web", "World", 0));
    swarm.create(Kind.SECRET, secret(run + "_key"));

    assertConflict(() -> swarm.createService(service("web", "Moon", 0)));
    assertConflict(() -> swarm.create(Kind.SECRET, secret(run + "_key")));
    assertConflict(() -> swarm.create(Kind.NETWORK, network(run + "_default")));
    assertThat(there("web").fingerprint()).isEqualTo("World");
  }

  private static void assertConflict(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.CONFLICT));
  }

  @Test
  void aSecretIsSeenByItsLabelsAndGoesWhenNobodyHasIt() {
    String id = swarm.create(Kind.SECRET, secret(run + "_key"));

    SwarmObject seen = mine().object(Kind.SECRET, run + "_key").orElseThrow();
    assertThat(seen.id()).isEqualTo(id);
    assertThat(seen.labels()).isEqualTo(labels);
    swarm.remove(Kind.SECRET, id);
    assertThat(mine().object(Kind.SECRET, run + "_key")).isEmpty();
  }

  @Test
  void whatIsGoneMayBeRemovedOnceMore() {
    String id = swarm.createService(service("web", "World", 1));
    swarm.removeService(id);
    assertThat(mine().services()).isEmpty();
    String key = swarm.create(Kind.CONFIG, secret(run + "_file"));
    swarm.remove(Kind.CONFIG, key);

    assertThatCode(() -> swarm.removeService(id)).doesNotThrowAnyException();
    assertThatCode(() -> swarm.remove(Kind.CONFIG, key)).doesNotThrowAnyException();
  }

  @Test
  void tasksAreThoseOfWhoAsks() {
    swarm.createService(service("web", "World", 1));
    awaitRunning(1, "World");

    assertThat(swarm.look("somebody-else").tasks()).isEmpty();
    assertThat(swarm.look("somebody-else").service(run + "_web")).isPresent();
  }

  @Test
  void changesAreTold() throws Exception {
    AtomicInteger changes = new AtomicInteger();
    try (AutoCloseable subscription = swarm.subscribe(changes::incrementAndGet, () -> {})) {
      assertThat(subscription).isNotNull();
      swarm.createService(service("web", "World", 0));
      await().atMost(LIMIT).until(() -> changes.get() > 0);
    }
  }
}
