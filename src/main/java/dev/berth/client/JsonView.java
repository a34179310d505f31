package dev.berth.client;

import dev.berth.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into an answer; what is not there, or is something else, is empty. */
public final class JsonView {
  private final @Nullable Object tree;

  private JsonView(@Nullable Object tree) {
    this.tree = tree;
  }

  public static JsonView of(@Nullable Object tree) {
    return new JsonView(tree);
  }

  /** What a text holds; nothing where it is no object. */
  public static JsonView read(String json) {
    return new JsonView(JsonTree.read(json).orElse(null));
  }

  /** What lies at a path of names. */
  public JsonView at(String... path) {
    Object found = tree;
    for (String name : path) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return new JsonView(found);
  }

  public boolean isThere() {
    return tree != null;
  }

  /** As a person reads it; empty where there is nothing. */
  public String text() {
    return tree == null
        ? ""
        : tree instanceof Map || tree instanceof List ? json() : tree.toString();
  }

  public Optional<String> found() {
    return Optional.of(text()).filter(text -> !text.isEmpty());
  }

  public String text(String... path) {
    return at(path).text();
  }

  public long number(String... path) {
    return at(path).tree instanceof Number number ? number.longValue() : 0;
  }

  public boolean isTrue(String... path) {
    return at(path).text().equalsIgnoreCase("true");
  }

  public List<JsonView> items(String... path) {
    return at(path).tree instanceof List<?> list
        ? list.stream().map(JsonView::of).toList()
        : List.of();
  }

  public Map<?, ?> map(String... path) {
    return at(path).tree instanceof Map<?, ?> map ? map : Map.of();
  }

  public String json() {
    return tree == null ? "null" : JsonTree.write(tree);
  }
}
