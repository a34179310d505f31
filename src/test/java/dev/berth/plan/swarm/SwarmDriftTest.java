package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Drift;
import dev.berth.plan.Samples;
import dev.berth.state.DesiredApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What differs between a service that is wanted and the one that is there, and what it costs. */
class SwarmDriftTest {
  private static final DesiredApp SHOP =
      Samples.desired(
          Samples.app(
              Map.of("web", Map.of("image", "web:1", "environment", Map.of("NAME", "World")))));

  private final SwarmWorld world = new SwarmWorld();
  private SwarmService there = new SwarmService("", 0, "", Map.of(), "", "", 0, 0);

  @BeforeEach
  void settle() {
    there = world.settle(SHOP).service("shop_web");
  }

  private static Map<String, Object> in(Map<String, Object> tree, String key) {
    Map<String, Object> copy = SpecTree.copy(SpecTree.map(tree, key));
    tree.put(key, copy);
    return copy;
  }

  /** What is there, with something else in its spec. */
  private Map<String, Object> with(Consumer<Map<String, Object>> change) {
    Map<String, Object> spec = SpecTree.copy(there.spec());
    change.accept(spec);
    return spec;
  }

  private Map<String, Object> withContainer(Consumer<Map<String, Object>> change) {
    return with(spec -> change.accept(in(in(spec, "TaskTemplate"), "ContainerSpec")));
  }

  private List<String> drifts(Map<String, Object> wanted) {
    return SwarmDrift.of(wanted, there, world.wish(SHOP).seen()).stream()
        .map(Drift::toString)
        .toList();
  }

  private boolean remakes(Map<String, Object> wanted) {
    return SwarmDrift.remakesTasks(wanted, there, world.wish(SHOP).seen());
  }

  private boolean replaces(Map<String, Object> wanted) {
    return SwarmDrift.replaces(wanted, there, world.wish(SHOP).seen());
  }

  private static Map<String, Object> replicas(int number, Map<String, Object> spec) {
    spec.put("Mode", Map.of("Replicated", Map.of("Replicas", number)));
    return spec;
  }

  @Test
  void theSameIsNone() {
    assertThat(drifts(SpecTree.copy(there.spec()))).isEmpty();
    assertThat(remakes(SpecTree.copy(there.spec()))).isFalse();
  }

  @Test
  void anotherNumberMakesNoTaskAnew() {
    Map<String, Object> more = replicas(5, SpecTree.copy(there.spec()));
    assertThat(drifts(more)).containsExactly("replicas: want 5, have 1");
    assertThat(remakes(more)).isFalse();
    assertThat(replaces(more)).isFalse();
  }

  @Test
  void anotherVariableDoes() {
    Map<String, Object> other = withContainer(c -> c.put("Env", List.of("NAME=Others")));
    assertThat(drifts(other)).containsExactly("environment.NAME: want Others, have World");
    assertThat(remakes(other)).isTrue();
    assertThat(replaces(other)).isFalse();
  }

  @Test
  void otherNodesAreToldApart() {
    Map<String, Object> elsewhere =
        with(spec ->
            in(in(spec, "TaskTemplate"), "Placement")
                .put("Constraints", List.of("node.role==worker")));
    assertThat(drifts(elsewhere)).singleElement().asString().contains("deploy.placement.");
    assertThat(replaces(elsewhere)).isTrue();
    assertThat(remakes(elsewhere)).isFalse();
  }

  @Test
  void whatSaysMoreThanAMarkComesFirst() {
    Map<String, Object> other =
        withContainer(c -> {
          Map<String, Object> labels = in(c, "Labels");
          labels.put("dev.berth.fingerprint", "other");
          c.put("User", "9");
        });
    assertThat(drifts(other))
        .hasSize(2)
        .satisfies(all -> assertThat(all.getFirst()).startsWith("user: want 9"))
        .satisfies(all -> assertThat(all.getLast()).contains("dev.berth.fingerprint"));
    Map<String, Object> marked =
        withContainer(c -> in(c, "Labels").put("dev.berth.fingerprint", "other"));
    assertThat(drifts(marked)).hasSize(1);
    assertThat(remakes(marked)).as("for a mark alone").isFalse();
  }

  @Test
  void whatAnEngineFillsInIsNone() {
    Map<String, Object> wanted = SpecTree.copy(there.spec());
    there =
        new SwarmService(
            there.id(),
            there.version(),
            there.name(),
            with(spec -> {
              spec.put("RollbackConfig", Map.of("Parallelism", 1));
              in(spec, "TaskTemplate").put("Runtime", "container");
              in(in(spec, "TaskTemplate"), "ContainerSpec").put("Isolation", "default");
            }),
            "",
            "",
            1,
            0);
    assertThat(drifts(wanted)).isEmpty();

    there =
        new SwarmService(
            there.id(),
            there.version(),
            there.name(),
            withContainer(c -> c.put("Hostname", "theirs")),
            "",
            "",
            1,
            0);
    assertThat(drifts(wanted)).containsExactly("hostname: want nothing, have theirs");
  }

  @Test
  void whatIsMeantWhereNothingIsSaidIsNone() {
    Map<String, Object> said =
        with(spec ->
            spec.put(
                "UpdateConfig", new TreeMap<>(Map.of("Parallelism", 1, "Order", "stop-first"))));
    there =
        new SwarmService(
            there.id(), 1, there.name(), with(spec -> spec.remove("UpdateConfig")), "", "", 1, 0);
    assertThat(drifts(said)).isEmpty();
    in(said, "UpdateConfig").put("Parallelism", 2);
    assertThat(drifts(said))
        .singleElement()
        .asString()
        .contains("update_config.parallelism: want 2");
  }

  /** As {@code drift.ignore} and {@code drift.once} name it; docs/guide/swarm.md says so. */
  @Test
  void eachFieldIsCalledAsInTheManifest() throws IOException {
    SortedSet<String> fields = new TreeSet<>();
    for (String name : List.of("all", "deploy", "jobs")) {
      String yaml = Files.readString(Path.of("src", "test", "resources", "swarm", name + ".yaml"));
      DesiredApp desired = Samples.desired(ManifestReader.read(yaml).drafts().getFirst().app());
      SwarmWorld other = new SwarmWorld().settle(desired);
      for (SwarmService service : other.wish(desired).seen().services()) {
        SpecFields.of(service.spec(), other.wish(desired).seen())
            .keySet()
            .forEach(field -> fields.add(SpecWords.of(field)));
      }
    }
    assertThat(fields)
        .contains(
            "user",
            "hostname",
            "cap_add",
            "cap_drop",
            "dns",
            "dns_opt",
            "dns_search",
            "group_add",
            "init",
            "read_only",
            "stdin_open",
            "stop_signal",
            "tty",
            "ulimits",
            "sysctls.net.core.somaxconn",
            "healthcheck.start_interval",
            "logging.driver",
            "logging.options.max-size",
            "deploy.resources.limits.cpus",
            "deploy.placement.max_replicas_per_node",
            "deploy.update_config.failure_action",
            "deploy.rollback_config.max_failure_ratio",
            "restart.max_attempts")
        .filteredOn(field -> !field.matches("(deploy\\.)?labels\\..*|environment\\..*"))
        .filteredOn(field -> field.matches(".*(^|\\.)[A-Z].*"))
        .as("what the manifest has no word for")
        .allMatch(field -> field.matches("Name|Mode\\..*|volumes\\..*\\.VolumeOptions\\..*"));
  }

  @Test
  void whyIsOneLine() {
    Drift scaled = new Drift("replicas", "5", "1", Drift.Repair.UPDATE);
    Drift user = new Drift("user", "9", "", Drift.Repair.UPDATE);
    assertThat(SwarmDrift.cause(List.of(scaled))).isEqualTo("scaled from 1 to 5");
    assertThat(SwarmDrift.cause(List.of(new Drift("replicas", "", "1", Drift.Repair.UPDATE))))
        .isEqualTo("scaled from 1 to 0");
    assertThat(SwarmDrift.cause(List.of(new Drift("replicas", "2", "", Drift.Repair.UPDATE))))
        .isEqualTo("scaled from 0 to 2");
    assertThat(SwarmDrift.cause(List.of(scaled, user)))
        .isEqualTo("replicas: want 5, have 1 (and 1 more)");
    assertThat(SwarmDrift.cause(List.of(user))).isEqualTo("user: want 9, have nothing");
  }
}
