package dev.berth.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The documents of a YAML text as nodes that know their lines. */
final class YamlText {
  static final int DEEPEST = 100;
  private static final int LONGEST = 4 << 20;

  private final List<YamlNode> documents = new ArrayList<>();
  private final Deque<YamlNode> open = new ArrayDeque<>();
  private final Map<String, YamlNode> anchors = new HashMap<>();

  private YamlText() {}

  /** A text that is no YAML, and on which line; 0 if on none in particular. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;
    final int line;
    private final String reason;

    BrokenException(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  static List<YamlNode> read(String text) throws BrokenException {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(LONGEST).build();
    YamlText reader = new YamlText();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        reader.event(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw new BrokenException(line(e.getProblemMark()), "is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new BrokenException(0, "is no YAML: " + firstLine(e));
    } catch (StackOverflowError e) {
      throw new BrokenException(0, "is nested too deeply");
    }
    return reader.documents;
  }

  private void event(Event event) throws BrokenException {
    int line = line(event.getStartMark());
    switch (event) {
      case AliasEvent alias -> add(new YamlNode.Alias(line, anchored(alias, line)));
      case ScalarEvent scalar ->
          add(
              scalar,
              new YamlNode.Scalar(
                  scalar.getTag().orElse(""), line, scalar.getValue(), scalar.isPlain()));
      case SequenceStartEvent list ->
          begin(list, new YamlNode.Sequence(list.getTag().orElse(""), line));
      case MappingStartEvent map -> begin(map, new YamlNode.Mapping(map.getTag().orElse(""), line));
      case CollectionEndEvent end -> open.pop();
      case DocumentEndEvent end -> anchors.clear();
      default -> {
        // Streams and documents begin and end without meaning anything here.
      }
    }
  }

  private YamlNode anchored(AliasEvent alias, int line) throws BrokenException {
    String name = alias.getAlias().getValue();
    YamlNode target = anchors.get(name);
    if (target == null) {
      throw new BrokenException(line, "unknown anchor `" + name + "`");
    }
    return target;
  }

  private void begin(NodeEvent event, YamlNode node) throws BrokenException {
    add(event, node);
    open.push(node);
    if (open.size() > DEEPEST) {
      throw new BrokenException(node.line, "is nested more than " + DEEPEST + " levels deep");
    }
  }

  private void add(NodeEvent event, YamlNode node) {
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
    add(node);
  }

  private void add(YamlNode node) {
    switch (open.peek()) {
      case null -> documents.add(node);
      case YamlNode.Sequence list -> list.items.add(node);
      case YamlNode.Mapping map ->
          (map.keys.size() == map.values.size() ? map.keys : map.values).add(node);
      default -> throw new IllegalStateException("only lists and maps are open");
    }
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(0);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
