package dev.berth.manifest;

import dev.berth.spec.Checked;
import dev.berth.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the small bodies of requests that are no manifests. */
public final class Wishes {
  private Wishes() {}

  /** The whole number from 1 that is the one entry of a map: {@code {"revision": 3}}. */
  public static Checked<Long> wholeNumber(String text, String key) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (violations.isEmpty()
        && documents.size() == 1
        && documents.getFirst() instanceof Map<?, ?> map
        && map.size() == 1
        && map.get(key) instanceof Number number
        && number.longValue() > 0
        && number.doubleValue() == number.longValue()) {
      return new Checked.Valid<>(number.longValue());
    }
    if (violations.isEmpty()) {
      violations.add(
          new Violation(key, "send {\"" + key + "\": 3}, a whole number from 1, and nothing else"));
    }
    return new Checked.Invalid<>(violations);
  }

  /** The text behind the first of some keys that a map has: {@code {"tag": "shop:2"}}. */
  public static Checked<String> word(String text, List<String> keys) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (documents.size() == 1 && documents.getFirst() instanceof Map<?, ?> map) {
      for (String key : keys) {
        if (map.get(key) instanceof String word && !word.isBlank()) {
          return new Checked.Valid<>(word);
        }
      }
    }
    String key = keys.getFirst();
    violations.add(new Violation(key, "send {\"" + key + "\": \"...\"}"));
    return new Checked.Invalid<>(violations);
  }
}
