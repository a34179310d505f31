package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Single short forms as long ones; what is long already stays. */
final class LongForms {
  private LongForms() {}

  static RefusedException mismatch(String wanted, Object value) {
    return new RefusedException("must be " + wanted + ", was " + ComposeTrees.kind(value));
  }

  /** A use of a secret or a config. */
  static Object file(Object value) throws RefusedException {
    return switch (value) {
      case Map<?, ?> map -> map;
      case String text -> ComposeTrees.mapOf("source", text);
      default -> throw mismatch("a text or a map", value);
    };
  }

  static Object contexts(Object value) throws RefusedException {
    if (value instanceof Map<?, ?>) {
      return value;
    }
    Map<String, Object> contexts = new LinkedHashMap<>();
    for (Object item :
        ComposeTrees.list(value).orElseThrow(() -> mismatch("a map or a list", value))) {
      String text = (String) Readers.text(item);
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new RefusedException("must hold NAME=CONTEXT, held `" + text + "`");
      }
      contexts.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return contexts;
  }

  static Object ssh(Object value) throws RefusedException {
    if (value instanceof Map<?, ?>) {
      return value;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Object item :
        ComposeTrees.list(value).orElseThrow(() -> mismatch("a map or a list", value))) {
      String text = (String) Readers.text(item);
      int equals = text.indexOf('=');
      if (equals < 0 && !text.equals("default")) {
        throw new RefusedException("needs a path: ID=PATH, only `default` does without");
      }
      keys.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? Nothing.NULL : text.substring(equals + 1));
    }
    return keys;
  }

  static Object ulimit(Object value) throws RefusedException {
    if (value instanceof Map<?, ?> || value instanceof Long) {
      return value;
    }
    throw mismatch("a whole number, or soft and hard", value);
  }

  static Object dependsOn(Object value) throws RefusedException {
    Map<String, Object> all = new LinkedHashMap<>();
    if (value instanceof List<?> list) {
      for (Object name : list) {
        Map<String, Object> plain = ComposeTrees.mapOf("condition", "service_started");
        plain.put("required", true);
        all.put((String) Readers.text(name), plain);
      }
      return all;
    }
    Map<String, Object> map =
        ComposeTrees.map(value).orElseThrow(() -> mismatch("a list or a map", value));
    for (Object child : map.values()) {
      Map<String, Object> dependency =
          ComposeTrees.map(child).orElseThrow(() -> mismatch("a list or a map of maps", child));
      dependency.putIfAbsent("condition", "service_started");
      dependency.putIfAbsent("required", true);
    }
    return map;
  }

  static Object environmentFiles(Object value) throws RefusedException {
    List<Object> given =
        value instanceof String
            ? List.of(value)
            : ComposeTrees.list(value).orElseThrow(() -> mismatch("a text or a list", value));
    List<Object> files = new ArrayList<>();
    for (Object item : given) {
      Map<String, Object> file =
          item instanceof String path
              ? ComposeTrees.mapOf("path", path)
              : ComposeTrees.map(item).orElseThrow(() -> mismatch("a list of files", value));
      file.putIfAbsent("required", true);
      files.add(file);
    }
    return files;
  }

  /** A list of names as a map from them. */
  static Object names(Object value) throws RefusedException {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    Map<String, Object> names = new LinkedHashMap<>();
    for (Object name : list) {
      names.put((String) Readers.text(name), Nothing.NULL);
    }
    return names;
  }

  static Object mount(Object value) throws RefusedException {
    if (value instanceof Map<?, ?>) {
      return value;
    }
    if (!(value instanceof String text)) {
      throw mismatch("a text or a map", value);
    }
    Map<String, Object> mount = VolumeSpec.parse(text);
    mount.put("target", Paths.clean(String.valueOf(mount.get("target"))));
    return mount;
  }

  static Object device(Object value) throws RefusedException {
    if (value instanceof Map<?, ?>) {
      return value;
    }
    if (!(value instanceof String text)) {
      throw mismatch("a text or a map", value);
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 3) {
      throw new RefusedException("is no device: `" + text + "`; write source, target, permissions");
    }
    boolean hasTarget = parts.length > 1 && !parts[1].isEmpty();
    Map<String, Object> device = ComposeTrees.mapOf("source", parts[0]);
    device.put("target", hasTarget ? parts[1] : parts[0]);
    device.put("permissions", parts.length > 2 ? parts[2] : "rwm");
    return device;
  }
}
