package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients of Kubernetes must be able to read what they are told of kinds. */
class SchemasTest {
  private static final Set<String> UNKNOWN_THERE = Set.of("oneOf", "also", "extends", "nullable");

  private static Map<?, ?> map(Map<?, ?> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> found ? found : Map.of();
  }

  private static Map<?, ?> third() {
    return map(map(Schemas.third(DescribedKind.OWN), "components"), "schemas");
  }

  private static List<String> faults(Object node, Map<?, ?> schemas, String path) {
    List<String> faults = new ArrayList<>();
    switch (node) {
      case Map<?, ?> map ->
          map.forEach((key, below) -> {
            boolean isOdd = UNKNOWN_THERE.contains(key) && below instanceof Map == false;
            boolean isNull =
                key.equals("type") && !(below instanceof String) && !(below instanceof Map);
            boolean isLost =
                key.equals("$ref")
                    && !schemas.containsKey(
                        String.valueOf(below)
                            .replaceFirst("#/(components/schemas|definitions)/", ""));
            if (isOdd || isNull || isLost) {
              faults.add(path + "." + key + ": " + below);
            }
            faults.addAll(faults(below, schemas, path + "." + key));
          });
      case List<?> list -> list.forEach(below -> faults.addAll(faults(below, schemas, path)));
      default -> {}
    }
    return faults;
  }

  @Test
  void bothDocumentsHoldNothingThatTheyDoNotKnow() {
    Map<?, ?> second = map(Schemas.second(DescribedKind.OWN), "definitions");

    assertThat(faults(third(), third(), "")).isEmpty();
    assertThat(faults(second, second, "")).isEmpty();
    assertThat(second).hasSameSizeAs(third());
  }

  @Test
  void everyKindAndEveryKeyIsExplained() {
    for (ApiResource apiResource : ApiResource.values()) {
      assertThat(third().containsKey("dev.berth.v1." + apiResource.kind()))
          .as(apiResource.kind())
          .isTrue();
    }
    third()
        .forEach((name, schema) -> {
          if (((Map<?, ?>) schema).get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, property) ->
                assertThat(((Map<?, ?>) property).containsKey("description"))
                    .as(name + "." + key)
                    .isTrue());
          }
        });
  }

  /** As {@code kubectl scale} asks and changes it; it is neither made nor deleted. */
  @Test
  void scaleIsDescribedBelowApps() {
    for (Map<String, Object> document :
        List.of(Schemas.third(DescribedKind.OWN), Schemas.second(DescribedKind.OWN))) {
      Map<?, ?> scale = map(map(document, "paths"), "/apis/berth.dev/v1/apps/{name}/scale");

      assertThat(scale.keySet().toString()).isEqualTo("[get, put, patch, parameters]");
      assertThat(map(map(scale, "get"), "x-kubernetes-group-version-kind").toString())
          .contains("group=autoscaling", "kind=Scale");
      assertThat(map(document, "paths").toString()).doesNotContain("scale/{name}");
    }
  }

  @Test
  void whatIsBelowSeveralFormsCanBeExplainedToo() {
    Map<?, ?> properties = map(map(third(), "dev.berth.v1.AppSpec"), "properties");

    assertThat(String.valueOf(map(map(properties, "links"), "additionalProperties")))
        .contains("dev.berth.v1.CatalogLink");
    assertThat(map(map(properties, "links"), "items").get("type")).isEqualTo("string");
    for (String key : List.of("volumes", "networks", "secrets", "configs")) {
      assertThat(map(properties, key).keySet().toString())
          .as(key)
          .contains("items", "additionalProperties");
    }
    assertThat(map(map(map(properties, "volumes"), "items"), "properties").keySet().toString())
        .contains("read_only", "source", "driver_opts");
    assertThat(map(properties, "depends_on").keySet().toString()).contains("additionalProperties");
    assertThat(map(properties, "environment").keySet().toString()).contains("preserve-unknown");
    assertThat(String.valueOf(map(third(), "dev.berth.v1.App")))
        .contains("dev.berth.v1.ObjectMeta");
  }
}
