package dev.berth.manifest;

import dev.berth.spec.RunOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What options of {@code docker run} look like in a service: as all of their kind do. The catalog
 * holds a sentence for each, or what is otherwise with it.
 */
final class OptionSchemas {
  private static final String REFERENCE = "$ref";
  private static final String TYPE = "type";
  private static final String ITEMS = "items";
  private static final String ALSO = "also";

  private OptionSchemas() {}

  /** The properties of a service, with those of all options. */
  static Map<String, Object> laidOver(Map<String, Object> properties) {
    Map<String, Object> all = new LinkedHashMap<>(properties);
    for (RunOption option : RunOption.values()) {
      Map<String, Object> schema = new LinkedHashMap<>(ofKind(option.kind()));
      Object told = properties.get(option.key());
      if (told instanceof Map<?, ?> otherwise) {
        if (otherwise.containsKey(REFERENCE)) {
          schema.clear();
        }
        otherwise.forEach((key, value) -> schema.put(String.valueOf(key), value));
      } else if (told != null) {
        schema.put("description", told);
      }
      all.put(option.key(), schema);
    }
    return all;
  }

  private static Map<String, Object> ofKind(RunOption.Kind kind) {
    return switch (kind) {
      case TEXT, NAMESPACE -> Map.of(TYPE, "string");
      case FLAG -> Map.of(TYPE, "boolean");
      case NUMBER -> Map.of(TYPE, "integer");
      case BYTES, MICROS -> reference("NumberOrText");
      case WORDS, CONTAINERS -> list(Map.of(TYPE, "string"));
      case PAIRS -> Map.of(REFERENCE, "Pairs", ALSO, "a list of KEY=value");
      case ULIMITS -> Map.of(TYPE, "object", "additionalProperties", reference("UlimitEntry"));
      case LOGGING -> reference("Logging");
      case BLKIO -> reference("BlockLimits");
      case DEVICES -> list(Map.of("oneOf", List.of(Map.of(TYPE, "string"), reference("Device"))));
      case HOSTS -> with(list(Map.of(TYPE, "string")), "addresses by host name");
      case GPUS -> with(list(reference("DeviceRequest")), "the word all");
    };
  }

  private static Map<String, Object> reference(String schema) {
    return Map.of(REFERENCE, schema);
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of(TYPE, "array", ITEMS, items);
  }

  private static Map<String, Object> with(Map<String, Object> schema, String also) {
    Map<String, Object> more = new LinkedHashMap<>(schema);
    more.put(ALSO, also);
    return more;
  }
}
