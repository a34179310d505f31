package dev.berth.gitops;

import dev.berth.spec.codec.Keys;
import dev.berth.spec.validation.Violation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A map that a user wrote, read key by key; what is wrong with it is noted, and reading goes on.
 */
final class SourceFields {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

  private final String root;
  private final Map<String, Object> map;
  private final List<Violation> violations;

  SourceFields(String root, Map<String, Object> map, List<Violation> violations) {
    this.root = root;
    this.map = map;
    this.violations = violations;
  }

  String path(String key) {
    return root.isEmpty() ? key : root + "." + key;
  }

  void refuse(String key, String message) {
    violations.add(new Violation(path(key), message));
  }

  void only(Set<String> known) {
    map.keySet().stream()
        .filter(key -> !known.contains(key) && !key.startsWith("x-"))
        .forEach(key -> refuse(key, "unknown key" + Keys.suggestion(key, known)));
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  Optional<Object> value(String key) {
    return Optional.ofNullable(map.get(key));
  }

  Optional<String> text(String key) {
    Object value = map.get(key);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    if (value instanceof Number) {
      return Optional.of(value.toString());
    }
    refuse(key, "must be a text");
    return Optional.empty();
  }

  boolean flag(String key) {
    Object value = map.getOrDefault(key, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    refuse(key, "must be true or false");
    return false;
  }

  /** {@code 30s}, {@code 1m30s}, or bare seconds. */
  Optional<Duration> duration(String key) {
    Optional<String> text = text(key);
    Optional<Duration> duration = text.flatMap(SourceFields::time);
    if (text.isPresent() && duration.isEmpty()) {
      refuse(key, "must be a duration such as 30s or 5m, was `" + text.get() + "`");
    }
    return duration;
  }

  /** A time that is written like {@code 1m30s}. */
  static Optional<Duration> time(String text) {
    Matcher parts = DURATION.matcher(text.matches("\\d{1,9}") ? text + "s" : text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    long seconds = number(parts, 1) * 3600 + number(parts, 2) * 60 + number(parts, 3);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static long number(Matcher parts, int group) {
    String text = parts.group(group);
    return text == null ? 0 : Long.parseLong(text);
  }

  /** A map below a key. */
  Optional<SourceFields> below(String key) {
    Object value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    Optional<Map<String, Object>> found = map(value);
    if (found.isEmpty()) {
      refuse(key, "must be a map");
    }
    return found.map(child -> new SourceFields(path(key), child, violations));
  }

  boolean isEmpty() {
    return map.isEmpty();
  }

  /** A map with texts as keys, if it is one. */
  static Optional<Map<String, Object>> map(Object value) {
    if (!(value instanceof Map<?, ?> any)) {
      return Optional.empty();
    }
    Map<String, Object> keyed = new LinkedHashMap<>();
    any.forEach((key, child) -> keyed.put(String.valueOf(key), child));
    return Optional.of(keyed);
  }
}
