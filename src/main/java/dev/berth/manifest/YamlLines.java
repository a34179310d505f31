package dev.berth.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Where in a text a violation's path is. */
public final class YamlLines {
  private YamlLines() {}

  /**
   * The line of a path, or of as much of it as is there.
   *
   * @param document which of the stream, from 0
   * @param path as violations write it: {@code spec.services.web.ports[0]}
   * @return from 1; empty for a text that cannot be read
   */
  public static OptionalInt find(String text, int document, String path) {
    List<Node> roots = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      new Compose(settings).composeAllFromString(text).forEach(roots::add);
    } catch (YamlEngineException | StackOverflowError e) {
      return OptionalInt.empty();
    }
    return document < roots.size() ? line(roots.get(document), path) : OptionalInt.empty();
  }

  private static OptionalInt line(Node from, String path) {
    Node at = from;
    Node named = from;
    String rest = path;
    while (!rest.isEmpty()) {
      Optional<Step> step = step(at, rest);
      if (step.isEmpty()) {
        break;
      }
      at = step.get().value();
      named = step.get().name();
      rest = step.get().rest();
    }
    return named
        .getStartMark()
        .map(mark -> OptionalInt.of(mark.getLine() + 1))
        .orElse(OptionalInt.empty());
  }

  private record Step(Node name, Node value, String rest) {}

  private static Optional<Step> step(Node at, String path) {
    return switch (at) {
      case MappingNode map ->
          map.getValue().stream()
              .flatMap(tuple -> step(tuple, path).stream())
              .max(java.util.Comparator.comparingInt(step -> -step.rest().length()));
      case SequenceNode list -> step(list, path);
      default -> Optional.empty();
    };
  }

  /** Keys may hold dots: the longest that fits is meant. */
  private static Optional<Step> step(NodeTuple tuple, String path) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key) || !path.startsWith(key.getValue())) {
      return Optional.empty();
    }
    String rest = path.substring(key.getValue().length());
    boolean isWhole = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
    return isWhole
        ? Optional.of(new Step(key, tuple.getValueNode(), rest.replaceFirst("^\\.", "")))
        : Optional.empty();
  }

  private static Optional<Step> step(SequenceNode list, String path) {
    int end = path.indexOf(']');
    if (!path.startsWith("[") || end < 2 || !path.substring(1, end).matches("\\d{1,6}")) {
      return Optional.empty();
    }
    int index = Integer.parseInt(path.substring(1, end));
    if (index >= list.getValue().size()) {
      return Optional.empty();
    }
    Node item = list.getValue().get(index);
    return Optional.of(new Step(item, item, path.substring(end + 1).replaceFirst("^\\.", "")));
  }
}
