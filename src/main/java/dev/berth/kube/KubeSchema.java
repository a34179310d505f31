package dev.berth.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Schemas of the catalog in the part of OpenAPI 3.0 and 2.0 that clients of Kubernetes know: no
 * alternatives, no null. What may be of several types has none, and keeps whatever it is given.
 *
 * @param catalog of all schemas
 * @param reference what stands before the name of one
 * @param third whether for OpenAPI 3.0
 */
record KubeSchema(Map<String, Map<String, Object>> catalog, String reference, boolean third) {
  private static final String KEEPS = "x-kubernetes-preserve-unknown-fields";
  private static final String REF = "$ref";
  private static final String TYPE = "type";
  private static final String DESCRIPTION = "description";
  private static final String ONE_OF = "oneOf";
  private static final String PROPERTIES = "properties";
  private static final String ITEMS = "items";

  /** What the server checks better, and what only other clients can use. */
  private static final Set<String> LEFT_OUT =
      Set.of("required", "default", "readOnly", "writeOnly", "title", "minimum", "minLength");

  /** Says in words that a schema takes more than it shows. */
  private static final String ALSO = "also";

  /** What leads on from a schema to those below it. */
  private static final Set<String> BELOW = Set.of(PROPERTIES, ITEMS, "additionalProperties");

  /** By this door metadata has more. */
  static String named(String name) {
    return name.equals("Metadata") ? "ObjectMeta" : name;
  }

  Map<String, Object> of(Map<?, ?> schema) {
    Map<?, ?> plain = schema.containsKey(ONE_OF) ? single(schema) : schema;
    if (plain.containsKey(ONE_OF)) {
      return open(schema, parts(plain));
    }
    if (plain.containsKey(ALSO)) {
      return open(schema, below(resolved(plain)));
    }
    return plain.containsKey(REF) ? referring(plain) : keys(plain);
  }

  /** One alternative beside null is no alternative. */
  private static Map<?, ?> single(Map<?, ?> schema) {
    List<?> real =
        schema.get(ONE_OF) instanceof List<?> all
            ? all.stream().filter(one -> !Map.of(TYPE, "null").equals(one)).toList()
            : List.of();
    if (real.size() != 1) {
      return schema;
    }
    Map<String, Object> only = FieldSets.keyed((Map<?, ?>) real.getFirst());
    only.put(DESCRIPTION, String.valueOf(schema.get(DESCRIPTION)));
    return only;
  }

  /** What may be below any of several forms: a list and a map may stand for the same. */
  private Map<String, Object> parts(Map<?, ?> schema) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (Map<?, ?> form : forms(schema)) {
      resolved(form)
          .forEach((key, value) -> {
            String name = String.valueOf(key);
            if (BELOW.contains(name)) {
              put(name, value, parts);
            }
          });
    }
    forms(schema).forEach(form -> mingle(form, parts));
    return parts;
  }

  private static List<Map<?, ?>> forms(Map<?, ?> schema) {
    List<Map<?, ?>> forms = new ArrayList<>();
    if (schema.get(ONE_OF) instanceof List<?> all) {
      all.forEach(form -> forms.add((Map<?, ?>) form));
    }
    return forms;
  }

  /** Below a list {@code kubectl explain} looks no further: what the map's values have is there. */
  private void mingle(Map<?, ?> form, Map<String, Object> parts) {
    if (parts.get(ITEMS) instanceof Map<?, ?> items
        && form.get("additionalProperties") instanceof Map<?, ?> values
        && resolved(single(values)).get(PROPERTIES) instanceof Map<?, ?> more) {
      Map<String, Object> both = properties(more);
      if (items.get(PROPERTIES) instanceof Map<?, ?> own) {
        own.forEach((name, property) -> both.put(String.valueOf(name), property));
      }
      Map<String, Object> mingled = FieldSets.keyed(items);
      mingled.put(PROPERTIES, both);
      parts.put(ITEMS, mingled);
    }
  }

  private Map<?, ?> resolved(Map<?, ?> schema) {
    return schema.get(REF) instanceof String name
        ? catalog.getOrDefault(named(name), Map.of())
        : schema;
  }

  /** Of any type; what is below it can be explained all the same where a client looks for it. */
  private Map<String, Object> open(Map<?, ?> schema, Map<String, Object> below) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (third) {
      tree.putAll(below);
    }
    tree.put(DESCRIPTION, String.valueOf(schema.get(DESCRIPTION)));
    tree.put(KEEPS, true);
    return tree;
  }

  private Map<String, Object> below(Map<?, ?> schema) {
    Map<String, Object> whole = keys(schema);
    whole.remove(TYPE);
    return whole;
  }

  private Map<String, Object> referring(Map<?, ?> schema) {
    String name = named(String.valueOf(schema.get(REF)));
    Map<?, ?> target = catalog.getOrDefault(name, Map.of());
    if (!"object".equals(target.get(TYPE))) {
      Map<String, Object> inlined = of(target);
      inlined.putAll(described(schema));
      return inlined;
    }
    Map<String, Object> link = Map.of(REF, reference + name);
    if (!schema.containsKey(DESCRIPTION)) {
      return new LinkedHashMap<>(link);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("allOf", List.of(link));
    tree.putAll(described(schema));
    return tree;
  }

  private static Map<String, Object> described(Map<?, ?> schema) {
    return schema.containsKey(DESCRIPTION)
        ? Map.of(DESCRIPTION, String.valueOf(schema.get(DESCRIPTION)))
        : Map.of();
  }

  private Map<String, Object> keys(Map<?, ?> schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    schema.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (!LEFT_OUT.contains(name) && !name.equals(ALSO)) {
        put(name, value, tree);
      }
    });
    return tree;
  }

  private void put(String key, Object value, Map<String, Object> tree) {
    switch (value) {
      case Map<?, ?> map when key.equals(PROPERTIES) -> tree.put(key, properties(map));
      case Map<?, ?> map -> tree.put(key, of(map));
      case List<?> types when key.equals(TYPE) -> tree.put(key, types.getFirst());
      default -> tree.put(key, value);
    }
  }

  private Map<String, Object> properties(Map<?, ?> properties) {
    Map<String, Object> tree = new LinkedHashMap<>();
    properties.forEach((name, schema) -> tree.put(String.valueOf(name), of((Map<?, ?>) schema)));
    return tree;
  }
}
