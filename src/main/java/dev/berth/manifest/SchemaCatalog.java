package dev.berth.manifest;

import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every document and answer looks like, by name: the one place from which the OpenAPI document
 * of {@code /v1} and the one that {@code kubectl explain} reads are made. The schemas are those of
 * JSON Schema with four liberties: a reference is a bare name, {@code extends} takes over the
 * properties of another schema, {@code nullable} is one more alternative, and {@code also} says in
 * words which other form is taken and never answered.
 */
public final class SchemaCatalog {
  /** Those that everybody is told. */
  private static final List<String> COMMON = List.of("service", "app", "resources", "engine");

  private static final String WISHES = "service";
  private static final String SERVICE = "Service";

  private static final String REFERENCE = "$ref";
  private static final String PROPERTIES = "properties";
  private static final String EXTENDS = "extends";
  private static final String NULLABLE = "nullable";
  private static final String ONE_OF = "oneOf";

  private SchemaCatalog() {}

  /** Of everything that {@code /v1} takes and answers. */
  public static Map<String, Map<String, Object>> common() {
    return read(COMMON);
  }

  /** Likewise, and of what only clients of Kubernetes see. */
  public static Map<String, Map<String, Object>> all() {
    List<String> files = new ArrayList<>(COMMON);
    files.add("kubernetes");
    return read(files);
  }

  /** The operations of {@code /v1} by method and path, as {@code operations.yaml} explains. */
  public static Map<String, Map<String, Object>> operations() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    file("operations").forEach((route, operation) -> all.put(route, keyed(operation)));
    return all;
  }

  private static Map<String, Map<String, Object>> read(List<String> files) {
    Map<String, Object> raw = new LinkedHashMap<>();
    files.forEach(file -> raw.putAll(file(file)));
    raw.put(SERVICE, withOptions(keyed(raw.get(SERVICE))));
    file(WISHES).keySet().forEach(name -> raw.put(name, lenient(keyed(raw.get(name)))));
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    raw.forEach((name, schema) -> all.put(name, keyed(plain(extended(keyed(schema), raw)))));
    return all;
  }

  private static Map<String, Object> withOptions(Map<String, Object> service) {
    service.put(PROPERTIES, OptionSchemas.laidOver(keyed(service.get(PROPERTIES))));
    return service;
  }

  /** A list that is null says nothing: else clients send empty ones, which say something. */
  private static Map<String, Object> lenient(Map<String, Object> schema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keyed(schema.get(PROPERTIES))
        .forEach((name, given) -> {
          Map<String, Object> property = keyed(given);
          property.computeIfPresent(
              "type", (key, type) -> type.equals("array") ? List.of(type, "null") : type);
          properties.put(name, property);
        });
    schema.computeIfPresent(PROPERTIES, (key, before) -> properties);
    return schema;
  }

  private static Map<String, Object> file(String name) {
    String path = "/schema/" + name + ".yaml";
    List<Violation> broken = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text(path), broken);
    if (!broken.isEmpty() || documents.size() != 1) {
      throw new IllegalStateException(path + ": " + broken);
    }
    return keyed(documents.getFirst());
  }

  private static String text(String path) {
    try (InputStream file = SchemaCatalog.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is missing from the package");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + path, e);
    }
  }

  /** Its own properties win. */
  private static Map<String, Object> extended(Map<String, Object> schema, Map<String, Object> raw) {
    if (!schema.containsKey(EXTENDS)) {
      return schema;
    }
    Map<String, Object> base = extended(keyed(raw.get(schema.get(EXTENDS))), raw);
    Map<String, Object> properties = new LinkedHashMap<>(keyed(base.get(PROPERTIES)));
    properties.putAll(keyed(schema.get(PROPERTIES)));
    Map<String, Object> whole = new LinkedHashMap<>(base);
    whole.putAll(schema);
    whole.remove(EXTENDS);
    whole.put(PROPERTIES, properties);
    return whole;
  }

  private static Object plain(Object node) {
    return switch (node) {
      case Map<?, ?> map -> alternatives(below(keyed(map)));
      case List<?> list -> list.stream().map(SchemaCatalog::plain).toList();
      default -> node;
    };
  }

  private static Map<String, Object> below(Map<String, Object> node) {
    Map<String, Object> plain = new LinkedHashMap<>();
    node.forEach((key, child) -> plain.put(key, plain(child)));
    return plain;
  }

  private static Map<String, Object> alternatives(Map<String, Object> schema) {
    if (!Boolean.TRUE.equals(schema.remove(NULLABLE))) {
      return schema;
    }
    List<Object> all = new ArrayList<>();
    if (schema.containsKey(REFERENCE)) {
      all.add(Map.of(REFERENCE, String.valueOf(schema.remove(REFERENCE))));
    } else if (schema.get(ONE_OF) instanceof List<?> given) {
      all.addAll(given);
    }
    all.add(Map.of("type", "null"));
    schema.put(ONE_OF, all);
    return schema;
  }

  private static Map<String, Object> keyed(@Nullable Object map) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    }
    return keyed;
  }
}
