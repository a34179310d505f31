package dev.berth.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.exceptions.ConstructorException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The core schema, of numbers that somebody could mean: making one of a hundred thousand digits
 * takes seconds, and one beyond all bounds becomes infinite, which is none.
 */
final class BoundedSchema extends CoreSchema {
  private static final int LONGEST = 100;

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    Map<Tag, ConstructNode> all = new HashMap<>(super.getSchemaTagConstructors());
    for (Tag tag : List.of(Tag.INT, Tag.FLOAT)) {
      all.computeIfPresent(tag, (same, usual) -> node -> number(node, usual));
    }
    return all;
  }

  private static Object number(Node node, ConstructNode usual) {
    boolean isLong = node instanceof ScalarNode scalar && scalar.getValue().length() > LONGEST;
    Object number = isLong ? Double.NaN : usual.construct(node);
    if (number instanceof Double real && !Double.isFinite(real)) {
      throw new ConstructorException(
          "",
          Optional.empty(),
          "`" + shown(node) + "` is no number that Berth could keep; put a text in quotes",
          node.getStartMark());
    }
    return number;
  }

  private static String shown(Node node) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    return text.length() > 20 ? text.substring(0, 20) + "…" : text;
  }
}
