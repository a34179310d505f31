package dev.berth.manifest;

import dev.berth.spec.codec.Keys;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the small bodies of requests that are no manifests. */
public final class RequestBodies {
  private RequestBodies() {}

  /** The whole number from 1 that is the one entry of a map: {@code {"revision": 3}}. */
  public static Validated<Long> wholeNumber(String text, String key) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (violations.isEmpty()
        && documents.size() == 1
        && documents.getFirst() instanceof Map<?, ?> map
        && map.size() == 1
        && map.get(key) instanceof Number number
        && number.longValue() > 0
        && number.doubleValue() == number.longValue()) {
      return new Validated.Valid<>(number.longValue());
    }
    if (violations.isEmpty()) {
      violations.add(
          new Violation(key, "send {\"" + key + "\": 3}, a whole number from 1, and nothing else"));
    }
    return new Validated.Invalid<>(violations);
  }

  /** The text behind the first of some keys that a map has: {@code {"tag": "shop:2"}}. */
  public static Validated<String> word(String text, List<String> keys) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (documents.size() == 1 && documents.getFirst() instanceof Map<?, ?> map) {
      for (String key : keys) {
        if (map.get(key) instanceof String word && !word.isBlank()) {
          return new Validated.Valid<>(word);
        }
      }
    }
    String key = keys.getFirst();
    violations.add(new Violation(key, "send {\"" + key + "\": \"...\"}"));
    return new Validated.Invalid<>(violations);
  }

  /** The list of texts that is the one entry of a map, {@code {"paths": […]}}; or nothing. */
  public static Validated<List<String>> texts(String text, String key) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    boolean isNothing = text.isBlank() || documents.equals(List.of(Map.of()));
    List<?> list =
        documents.size() == 1
                && documents.getFirst() instanceof Map<?, ?> map
                && map.size() == 1
                && map.get(key) instanceof List<?> found
            ? found
            : List.of();
    List<String> texts =
        list.stream()
            .flatMap(one -> one instanceof String word ? Stream.of(word) : Stream.empty())
            .toList();
    if (violations.isEmpty() && !isNothing && (texts.isEmpty() || texts.size() < list.size())) {
      violations.add(
          new Violation(key, "send {\"" + key + "\": [\"...\"]}, a list of texts, or nothing"));
    }
    return violations.isEmpty()
        ? new Validated.Valid<>(texts)
        : new Validated.Invalid<>(violations);
  }

  /** A map of texts with no other keys than these; nothing at all is an empty one. */
  public static Validated<Map<String, String>> texts(String text, Set<String> keys) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    Map<String, String> texts = new TreeMap<>();
    boolean isNothing = documents.isEmpty() && !text.isBlank(); // null, or a comment
    if (isNothing
        || documents.size() > 1
        || (documents.size() == 1 && !(documents.getFirst() instanceof Map))) {
      violations.add(new Violation("", "must be one map with some of " + new TreeSet<>(keys)));
    } else if (!documents.isEmpty() && documents.getFirst() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        String name = String.valueOf(key);
        if (!keys.contains(name)) {
          violations.add(new Violation(name, "unknown key" + Keys.suggestion(name, keys)));
        } else if (!(value instanceof String) && !(value instanceof Number)) {
          violations.add(new Violation(name, "must be a text"));
        } else {
          texts.put(name, String.valueOf(value));
        }
      });
    }
    return violations.isEmpty()
        ? new Validated.Valid<>(texts)
        : new Validated.Invalid<>(violations);
  }
}
