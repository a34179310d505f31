package dev.berth.api.wait;

import dev.berth.port.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An operation as answers show it. */
public final class OperationView {
  private OperationView() {}

  public static Map<String, Object> of(Operation operation) {
    Map<String, Object> tree = brief(operation);
    tree.put("log", operation.log());
    return tree;
  }

  /** Without its log. */
  public static Map<String, Object> brief(Operation operation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", operation.id());
    tree.put("kind", word(operation.kind()));
    tree.put("reference", operation.reference());
    tree.put("state", camel(operation.state()));
    tree.put("done", operation.state().isOver());
    tree.put("reason", operation.reason().orElse(null));
    tree.put("message", operation.message());
    tree.put("digest", operation.digest().orElse(null));
    tree.put("apps", operation.apps());
    tree.put("startedAt", operation.startedAt().toString());
    tree.put("endedAt", operation.endedAt().map(Object::toString).orElse(null));
    tree.put("progress", progress(operation.parts()));
    boolean isBuild = operation.kind() == Operation.Kind.BUILD;
    tree.put(
        isBuild ? "steps" : "layers",
        operation.parts().stream()
            .map(part -> isBuild ? step(part, operation.state()) : part(part))
            .toList());
    return tree;
  }

  /** One that was at work when the whole ended, ended with it. */
  private static Map<String, Object> step(Operation.Part part, Operation.State whole) {
    Map<String, Object> tree = part(part);
    boolean isLeft = part.state() == Operation.State.RUNNING && whole.isOver();
    tree.put("state", camel(isLeft ? whole : part.state()));
    tree.put("cached", part.isCached());
    tree.put("tookMillis", isLeft ? null : part.took().toMillis());
    return tree;
  }

  private static Map<String, Object> part(Operation.Part part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", part.name());
    tree.put("status", part.status());
    tree.put("current", part.current());
    tree.put("total", part.total());
    return tree;
  }

  private static Map<String, Object> progress(List<Operation.Part> parts) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("current", parts.stream().mapToLong(Operation.Part::current).sum());
    tree.put("total", parts.stream().mapToLong(Operation.Part::total).sum());
    return tree;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String camel(Enum<?> value) {
    return value.name().charAt(0) + word(value).substring(1);
  }
}
