package dev.berth.scenario;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What in an answer is not as a schema of the OpenAPI document says. Knows the words of JSON Schema
 * that the document uses, and takes any other for a fault: none passes unread.
 */
final class AnswerSchema {
  private static final String REFERENCE = "#/components/schemas/";
  private static final Set<String> SILENT =
      Set.of("description", "title", "default", "readOnly", "writeOnly", "example", "minLength");

  private final Map<String, Map<String, Object>> schemas;
  private final boolean isStrict;
  private final List<String> faults = new ArrayList<>();

  private AnswerSchema(Map<String, Map<String, Object>> schemas, boolean isStrict) {
    this.schemas = schemas;
    this.isStrict = isStrict;
  }

  /**
   * Compares an answer.
   *
   * @param isStrict whether a key that no schema names is a fault, too
   */
  static List<String> faults(
      Map<String, Map<String, Object>> schemas,
      Map<?, ?> schema,
      @Nullable Object answer,
      boolean isStrict) {
    AnswerSchema check = new AnswerSchema(schemas, isStrict);
    check.compare("", schema, answer);
    return check.faults;
  }

  private void compare(String path, Map<?, ?> schema, @Nullable Object value) {
    schema.forEach((word, said) -> {
      switch (String.valueOf(word)) {
        case "$ref" -> compare(path, named(String.valueOf(said)), value);
        case "type" -> type(path, said, value);
        case "enum" -> expect(((List<?>) said).contains(value), path, "is none of " + said, value);
        case "format" -> format(path, String.valueOf(said), value);
        case "minimum" -> {}
        case "oneOf" -> oneOf(path, (List<?>) said, value);
        case "items" -> items(path, (Map<?, ?>) said, value);
        case "required" -> required(path, (List<?>) said, value);
        case "properties" -> properties(path, schema, value);
        case "additionalProperties" -> others(path, schema, value);
        default -> expect(SILENT.contains(word), path, "has a schema with `" + word + "`", said);
      }
    });
  }

  private Map<?, ?> named(String reference) {
    return below(schemas, reference.substring(REFERENCE.length()));
  }

  /** A schema that is missing is a mistake of the document. */
  static Map<?, ?> below(Map<?, ?> tree, String key) {
    if (tree.get(key) instanceof Map<?, ?> found) {
      return found;
    }
    throw new AssertionError("the document has no `" + key + "` where it needs one");
  }

  private void expect(boolean good, String path, String fault, @Nullable Object value) {
    if (!good) {
      faults.add(path + " " + fault + ": " + value);
    }
  }

  private void type(String path, Object said, @Nullable Object value) {
    List<?> types = said instanceof List<?> list ? list : List.of(said);
    expect(types.stream().anyMatch(type -> is(type, value)), path, "is no " + said, value);
  }

  private static boolean is(Object type, @Nullable Object value) {
    return switch (String.valueOf(type)) {
      case "null" -> value == null;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "array" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      default -> false;
    };
  }

  private void format(String path, String format, @Nullable Object value) {
    if (format.equals("date-time") && value instanceof String text) {
      try {
        Instant.parse(text);
      } catch (DateTimeException e) {
        expect(false, path, "is no time", value);
      }
    }
  }

  private void oneOf(String path, List<?> alternatives, @Nullable Object value) {
    long fitting =
        alternatives.stream()
            .filter(one -> faults(schemas, (Map<?, ?>) one, value, false).isEmpty())
            .count();
    expect(fitting == 1, path, "fits " + fitting + " of " + alternatives, value);
  }

  private void items(String path, Map<?, ?> schema, @Nullable Object value) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        compare(path + "[" + i + "]", schema, list.get(i));
      }
    }
  }

  private void required(String path, List<?> keys, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      keys.forEach(key -> expect(map.containsKey(key), path + "." + key, "is missing", map));
    }
  }

  private void properties(String path, Map<?, ?> schema, @Nullable Object value) {
    Map<?, ?> properties = below(schema, "properties");
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> {
        if (properties.get(key) instanceof Map<?, ?> property) {
          expect(property.get("writeOnly") == null, path + "." + key, "is for writes only", below);
          compare(path + "." + key, property, below);
        } else if (isStrict && schema.get("additionalProperties") == null) {
          expect(false, path + "." + key, "has no schema", below);
        }
      });
    }
  }

  private void others(String path, Map<?, ?> schema, @Nullable Object value) {
    if (value instanceof Map<?, ?> map
        && schema.get("additionalProperties") instanceof Map<?, ?> s) {
      map.forEach((key, below) -> compare(path + "." + key, s, below));
    }
  }
}
