package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a Swarm is told of a service, and what a stack of such services would be as an app: written
 * down in {@code swarm/NAME.json} and {@code swarm/NAME.adopted.json}, beside {@code NAME.yaml}.
 * What is right otherwise is in target/swarm after a failure.
 */
class SwarmSpecTest {
  private static final Path WRITTEN = Path.of("src", "test", "resources", "swarm");
  private static final Path SEEN = Path.of("target", "swarm");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final SwarmWorld world = new SwarmWorld();

  private static App app(String name) throws IOException {
    return ManifestReader.read(Files.readString(WRITTEN.resolve(name + ".yaml")))
        .drafts()
        .getFirst()
        .app();
  }

  private static void same(String file, Object tree) throws IOException {
    String text = JSON.writeValueAsString(tree) + "\n";
    Files.createDirectories(SEEN);
    Files.writeString(SEEN.resolve(file), text);
    assertThat(text).as(file).isEqualTo(Files.readString(WRITTEN.resolve(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "deploy", "jobs"})
  void servicesAreToldAsTheyAreDeclared(String name) throws IOException {
    DesiredApp desired = Samples.desired(app(name));
    world.settle(desired);
    Map<String, Object> specs = new TreeMap<>();
    List<SwarmService> services = world.wish(desired).seen().services();
    services.forEach(service -> specs.put(service.name(), service.spec()));
    same(name + ".json", specs);
    assertThat(services).hasSize(desired.app().services().size());

    SwarmSnapshot foreign = world.wish(desired).seen();
    StackDraft draft = new StackDraft(desired.name(), foreign);
    foreign.services().stream().map(SwarmSpecTest::withoutBerth).forEach(draft::add);
    same(name + ".adopted.json", draft.manifest("far"));
  }

  /** As `docker stack deploy` would have made it. */
  private static SwarmService withoutBerth(SwarmService service) {
    Map<String, Object> spec = SpecTree.copy(service.spec());
    spec.put("Labels", Map.of(ServiceTree.NAMESPACE, "shop"));
    Map<String, Object> task = SpecTree.copy(SpecTree.map(spec, "TaskTemplate"));
    Map<String, Object> container = SpecTree.copy(SpecTree.map(task, "ContainerSpec"));
    Map<String, String> labels = new TreeMap<>(SpecTree.texts(container, "Labels"));
    labels.keySet().removeIf(label -> label.startsWith("dev.berth."));
    container.put("Labels", labels);
    task.put("ContainerSpec", container);
    spec.put("TaskTemplate", task);
    return new SwarmService(service.id(), 1, service.name(), spec, "", "", 1, 0);
  }
}
