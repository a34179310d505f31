package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.SchemaCatalog;
import dev.berth.spec.ServiceKey;
import dev.berth.spec.codec.ServiceKeys;
import dev.berth.spec.policy.PolicyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What every key of a service is to all that take it: manifest, Compose, fingerprint, engine,
 * drift, adoption, policy and schema. Written down, so that nobody changes it without seeing it. A
 * line {@code fingerprint} that changes makes everybody's containers anew.
 */
class GoldenServiceKeysTest {
  private static final Path GOLDEN = Path.of("src/test/resources/keys/golden.txt");
  private static final Path WRITTEN = Path.of("target/golden.txt");

  /**
   * Those that say as much as nothing where the image says nothing, and what no engine shows: a
   * platform, and links on a network that is there.
   */
  private static final List<String> UNSEEN =
      List.of(
          "command: []",
          "entrypoint: []",
          "entrypoint: \"\"",
          "init: false",
          "pids_limit: -1",
          "stop_grace_period: 0s",
          "platform: linux/amd64",
          "external_links: [\"other_one:one\"]");

  private static String told() {
    Map<String, List<KeySample>> samples =
        KeySample.all().stream()
            .collect(Collectors.groupingBy(KeySample::key, TreeMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    samples.forEach((key, all) -> {
      lines.add("# " + key);
      lines.add("  policy: " + PolicyTable.decision("services.*." + key));
      lines.add("  schema: " + property(key));
      for (KeySample sample : all) {
        lines.add(sample.line());
        lines.addAll(sample.told());
      }
    });
    return String.join("\n", lines) + "\n";
  }

  private static Object property(String key) {
    Object property = properties("Service").get(key);
    return property instanceof Map<?, ?> map ? new TreeMap<>(map) : "";
  }

  private static Map<?, ?> properties(String schema) {
    return schema(schema).get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
  }

  private static Map<String, Object> schema(String name) {
    return SchemaCatalog.common().getOrDefault(name, Map.of());
  }

  /** If this is meant, {@code cp target/golden.txt src/test/resources/keys/}, and read the diff. */
  @Test
  void everyKeyIsWhatItWas() throws IOException {
    String told = told();
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, told);

    assertThat(told.lines()).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  /** It would be made anew without end. */
  @Test
  void whatIsMadeAsWantedDoesNotDrift() {
    assertThat(KeySample.all())
        .allSatisfy(sample ->
            assertThat(sample.told()).noneMatch(line -> line.startsWith("  made of it:")));
  }

  @Test
  void whatIsMissingIsSeen() {
    Set<String> unseen = new TreeSet<>();
    for (KeySample sample : KeySample.all()) {
      List<String> told = sample.told();
      boolean isMade = told.stream().anyMatch(line -> line.startsWith("  fingerprint:"));
      if (isMade && told.stream().noneMatch(line -> line.startsWith("  missing:"))) {
        unseen.add(sample.line());
      }
    }

    assertThat(unseen).isEqualTo(new TreeSet<>(UNSEEN));
  }

  /** What a Compose file may say, a Compose file is understood to say. */
  @Test
  void everyKeyOfComposeIsReadFromComposeFiles() {
    Set<String> ofCompose =
        ServiceKey.all().stream()
            .filter(key -> key.decided().isPresent())
            .map(ServiceKey::key)
            .collect(Collectors.toSet());
    assertThat(KeySample.all())
        .filteredOn(sample -> ofCompose.contains(sample.key()))
        .hasSizeGreaterThan(100)
        .allSatisfy(sample ->
            assertThat(sample.told())
                .noneMatch(line -> line.contains("web." + sample.key() + ": unknown key")));
  }

  @Test
  void everyKeyHasASample() {
    Set<String> keys = KeySample.all().stream().map(KeySample::key).collect(Collectors.toSet());

    assertThat(new TreeSet<>(keys)).isEqualTo(new TreeSet<>(ServiceKeys.known(Set.of())));
  }

  /** Keys below keys, wherever their schema has them. */
  @Test
  void everyKeyBelowAKeyHasASample() {
    Set<String> wanted = new TreeSet<>();
    keys("Service", "", wanted);
    Set<String> sampled = new TreeSet<>();
    for (KeySample sample : KeySample.all()) {
      Object tree =
          new Load(LoadSettings.builder().build()).loadFromString("{" + sample.line() + "}");
      keys(tree, "", sampled);
    }

    assertThat(wanted).hasSizeGreaterThan(150);
    wanted.removeAll(sampled);
    assertThat(wanted).isEmpty();
  }

  private static void keys(String schema, String front, Set<String> found) {
    properties(schema)
        .forEach((key, property) -> {
          found.add(front + key);
          references(property, front + key + ".", found);
        });
  }

  private static void references(Object node, String front, Set<String> found) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String name) {
        String schema = name.substring(name.lastIndexOf('/') + 1);
        keys(schema, front, found);
        references(schema(schema).getOrDefault("oneOf", List.of()), front, found);
      }
      map.values().forEach(value -> references(value, front, found));
    } else if (node instanceof List<?> list) {
      list.forEach(item -> references(item, front, found));
    }
  }

  /** Names that the author chose are passed over, as lists are. */
  private static void keys(Object node, String front, Set<String> found) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        found.add(front + key);
        keys(value, front + key + ".", found);
        keys(value, front, found);
      });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> keys(item, front, found));
    }
  }
}
