package dev.berth.manifest;

import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /** What YAML's reader says of broken text. */
  private static final Pattern BROKEN =
      Pattern.compile("line (\\d{1,9}), column (\\d{1,9}): .*", Pattern.DOTALL);

  /** How violations of one document of several begin. */
  private static final Pattern DOCUMENT = Pattern.compile("\\[(\\d{1,6})]\\.?(.*)", Pattern.DOTALL);

  private final List<Node> documents;

  /**
   * A place in a text.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Place(int line, int column) {}

  private YamlLines(List<Node> documents) {
    this.documents = List.copyOf(documents);
  }

  /** Of a stream of documents; nothing is found in a text that cannot be read. */
  public static YamlLines of(String text) {
    List<Node> documents = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      return new YamlLines(documents);
    } catch (YamlEngineException | StackOverflowError e) {
      return new YamlLines(List.of());
    }
  }

  /** The place that a violation of the text tells, by its words or by its path. */
  public Optional<Place> find(Violation violation) {
    Matcher broken = BROKEN.matcher(violation.message());
    if (broken.matches()) {
      return Optional.of(
          new Place(Integer.parseInt(broken.group(1)), Integer.parseInt(broken.group(2))));
    }
    Matcher document = DOCUMENT.matcher(violation.path());
    return document.matches()
        ? find(Integer.parseInt(document.group(1)), document.group(2))
        : find(0, violation.path());
  }

  /**
   * The place of a path, or of as much of it as is there.
   *
   * @param document which of the stream, from 0
   * @param path as violations write it: {@code spec.services.web.ports[0]}
   */
  public Optional<Place> find(int document, String path) {
    return document >= 0 && document < documents.size()
        ? place(documents.get(document), path)
        : Optional.empty();
  }

  private static Optional<Place> place(Node from, String path) {
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
    return named.getStartMark().map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1));
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
