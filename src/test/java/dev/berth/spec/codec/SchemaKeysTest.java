package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.SchemaCatalog;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schemas that everybody is told must name the keys that the readers know, no more, no less.
 */
class SchemaKeysTest {
  private static Set<String> keys(String schema) {
    Set<String> keys = new TreeSet<>();
    Map<String, Object> found = SchemaCatalog.common().getOrDefault(schema, Map.of());
    if (found.get("properties") instanceof Map<?, ?> properties) {
      properties.keySet().forEach(key -> keys.add(String.valueOf(key)));
    }
    return keys;
  }

  private static List<Violation> read(String key, Object value) {
    AppDraft draft = AppReader.read(Map.of("name", "keys", "image", "alpine:3", key, value));
    return draft.violations().stream().filter(v -> v.message().contains("unknown key")).toList();
  }

  @Test
  void aServiceHasTheKeysThatAreRead() {
    assertThat(keys("Service")).isEqualTo(new TreeSet<>(ServiceKeys.known(Set.of())));
  }

  /** What stands in a map under a key of a service. */
  @ParameterizedTest
  @CsvSource({
    "build,Build",
    "healthcheck,HealthCheck",
    "logging,Logging",
    "deploy,Deploy",
    "blkio_config,BlockLimits",
    "rollout,Rollout",
    "drift,DriftPolicy",
    "update,ImageUpdate"
  })
  void mapsBelowHaveTheKeysThatAreRead(String key, String schema) {
    for (String below : keys(schema)) {
      assertThat(read(key, Map.of(below, "x"))).as(key + "." + below).isEmpty();
    }
    assertThat(read(key, Map.of("no_such_key", "x"))).as(key).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ports,Port",
    "volumes,Mount",
    "secrets,GivenFile",
    "devices,Device",
    "gpus,DeviceRequest",
    "post_start,Hook"
  })
  void mapsInListsHaveTheKeysThatAreRead(String key, String schema) {
    for (String below : keys(schema)) {
      assertThat(read(key, List.of(Map.of(below, "x")))).as(key + "." + below).isEmpty();
    }
    assertThat(read(key, List.of(Map.of("no_such_key", "x")))).as(key).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"links,CatalogLink", "depends_on,Dependency", "networks,NetworkAttachment"})
  void mapsByNameHaveTheKeysThatAreRead(String key, String schema) {
    for (String below : keys(schema)) {
      assertThat(read(key, Map.of("redis", Map.of(below, "x")))).as(key + "." + below).isEmpty();
    }
    assertThat(read(key, Map.of("redis", Map.of("no_such_key", "x")))).as(key).isNotEmpty();
  }

  /** Clients that know no difference send what is empty, or null, for what nobody has said. */
  @Test
  void whatIsNullOrAnEmptyMapOfServicesSaysNothing() {
    Map<String, String> plain = Map.of("name", "keys", "image", "alpine:3");
    Map<String, Object> spec = new LinkedHashMap<>(plain);
    keys("AppSpec").stream()
        .filter(key -> !key.equals("image"))
        .forEach(key -> spec.put(key, null));
    spec.put("services", Map.of());

    AppDraft draft = AppReader.read(spec);

    assertThat(draft.violations()).isEmpty();
    assertThat(draft.app()).isEqualTo(AppReader.read(plain).app());
  }
}
