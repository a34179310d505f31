package dev.berth.manifest;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Issue 18, 14: clients and `kubectl explain` know every key; what is of any form says why. */
class TypedSchemasTest {
  /** Each with its reason. */
  private static final Map<String, String> FREE =
      Map.ofEntries(
          entry("Service.develop", "ignored, whatever it holds"),
          entry("AppSpec.develop", "likewise"),
          entry("ComposeFile.services.*", "as the Compose Specification has them"),
          entry("Drift.want", "the value of any key"),
          entry("Drift.have", "the value of any key"),
          entry("Applied.items[]", "documents of every kind"),
          entry("ObjectMeta.managedFields[]", "Kubernetes' own, kept as it was sent"));

  private static final Set<String> SAYING =
      Set.of("$ref", "oneOf", "extends", "properties", "additionalProperties", "items");

  private static void free(String path, Map<?, ?> schema, Set<String> found) {
    boolean isSaid =
        SAYING.stream().anyMatch(schema::containsKey)
            || (schema.containsKey("type") && !"object".equals(schema.get("type")));
    if (!isSaid || Boolean.TRUE.equals(schema.get("additionalProperties"))) {
      found.add(path);
    }
    below(schema, "properties").forEach((key, child) -> free(path + "." + key, child, found));
    for (Map<?, ?> form : forms(schema)) {
      free(path, form, found);
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      free(path + "[]", items, found);
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      free(path + ".*", values, found);
    }
  }

  private static Map<String, Map<?, ?>> below(Map<?, ?> schema, String key) {
    Map<String, Map<?, ?>> below = new TreeMap<>();
    if (schema.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, child) -> below.put(String.valueOf(name), (Map<?, ?>) child));
    }
    return below;
  }

  private static List<Map<?, ?>> forms(Map<?, ?> schema) {
    List<Map<?, ?>> forms = new ArrayList<>();
    if (schema.get("oneOf") instanceof List<?> all) {
      all.forEach(form -> forms.add((Map<?, ?>) form));
    }
    return forms;
  }

  @Test
  void nothingIsFreeButWhatSaysWhy() {
    Set<String> found = new TreeSet<>();
    SchemaCatalog.all().forEach((name, schema) -> free(name, schema, found));

    assertThat(found).containsExactlyInAnyOrderElementsOf(FREE.keySet());
  }

  /** Generators make code of alternatives, and of nothing else that says the same. */
  @Test
  void whatHasTwoFormsSaysThemAsAlternatives() {
    Map<String, Map<?, ?>> properties =
        below(SchemaCatalog.all().getOrDefault("AppSpec", Map.of()), "properties");

    for (String key : List.of("links", "volumes", "networks", "secrets", "configs")) {
      assertThat(forms(properties.getOrDefault(key, Map.of())))
          .as(key)
          .extracting(form -> String.valueOf(form.get("type")))
          .containsExactly("array", "object");
    }
  }
}
