package dev.berth.compose;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expands nodes to a tree: aliases, merge keys, {@code !reset} and {@code !override}. What grows
 * beyond bounds, contains itself or has a key twice is refused.
 */
final class TreeBuilder {
  /** The reference stops at 400,000 too, where most of them are aliases. */
  private static final int MOST_VALUES = 400_000;

  /** Lists of maps to merge may hold further merge keys: this deep. */
  private static final int DEEPEST = 2 * YamlText.DEEPEST;

  private final SourceLines lines;
  private final List<TreePath> reset = new ArrayList<>();
  private final IdentityHashMap<YamlNode, Boolean> inside = new IdentityHashMap<>();
  private int values;

  private TreeBuilder(SourceLines lines) {
    this.lines = lines;
  }

  /**
   * Builds the tree of one document.
   *
   * @param lines where to note which path is on which line
   */
  static Layer build(YamlNode document, SourceLines lines) throws YamlText.BrokenException {
    TreeBuilder builder = new TreeBuilder(lines);
    Object tree = builder.value(document, TreePath.ROOT);
    return new Layer(tree, List.copyOf(builder.reset));
  }

  private Object value(YamlNode node, TreePath path) throws YamlText.BrokenException {
    YamlNode real = node.real();
    if (++values > MOST_VALUES) {
      throw new YamlText.BrokenException(
          node.line, "grows to more than " + MOST_VALUES + " values by its aliases");
    }
    lines.note(path, node.line);
    if (real instanceof YamlNode.Scalar scalar) {
      return scalar(scalar);
    }
    enter(real, node.line);
    Object value =
        real instanceof YamlNode.Sequence list
            ? list(list, path)
            : map((YamlNode.Mapping) real, path);
    inside.remove(real);
    return value;
  }

  private void enter(YamlNode node, int line) throws YamlText.BrokenException {
    if (inside.put(node, true) != null) {
      throw new YamlText.BrokenException(line, "contains itself: an alias of what it is part of");
    }
    if (inside.size() > DEEPEST) {
      throw new YamlText.BrokenException(line, "is nested too deeply by its aliases");
    }
  }

  private static Object scalar(YamlNode.Scalar scalar) throws YamlText.BrokenException {
    return Scalars.value(scalar)
        .orElseThrow(() ->
            new YamlText.BrokenException(
                scalar.line, "`" + scalar.value + "` is no " + scalar.tag));
  }

  private List<Object> list(YamlNode.Sequence list, TreePath path) throws YamlText.BrokenException {
    List<Object> items = new ArrayList<>();
    for (YamlNode item : list.items) {
      TreePath at = path.item(items.size());
      if (!isReset(item, at)) {
        items.add(value(item, at));
      }
    }
    return items;
  }

  private Map<String, Object> map(YamlNode.Mapping map, TreePath path)
      throws YamlText.BrokenException {
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    Map<String, Object> merged = new LinkedHashMap<>();
    for (int i = 0; i < map.keys.size(); i++) {
      YamlNode key = map.keys.get(i);
      String name = key(key, path);
      Integer before = seen.put(name, key.line);
      if (before != null) {
        throw new YamlText.BrokenException(
            key.line, "key `" + name + "` is there already, on line " + before);
      }
      if (key.isMergeKey()) {
        merge(map.values.get(i), path, merged);
      } else if (!isReset(map.values.get(i), path.key(name))) {
        own.put(name, value(map.values.get(i), path.key(name)));
        lines.note(path.key(name), key.line);
      }
    }
    merged.forEach(own::putIfAbsent);
    return own;
  }

  private void merge(YamlNode node, TreePath path, Map<String, Object> merged)
      throws YamlText.BrokenException {
    YamlNode real = node.real();
    List<YamlNode> sources = real instanceof YamlNode.Sequence list ? list.items : List.of(real);
    enter(real, node.line);
    for (YamlNode source : sources) {
      if (!(source.real() instanceof YamlNode.Mapping map)) {
        throw new YamlText.BrokenException(
            source.line, "`<<` wants a map or a list of maps to merge");
      }
      values++;
      if (map != real) {
        enter(map, source.line);
      }
      map(map, path).forEach(merged::putIfAbsent);
      inside.remove(map);
    }
    inside.remove(real);
  }

  private static String key(YamlNode node, TreePath path) throws YamlText.BrokenException {
    boolean isText =
        node.real() instanceof YamlNode.Scalar scalar && scalar(scalar) instanceof String;
    if (!isText) {
      String where = path.parts().isEmpty() ? "at the top" : "of " + path;
      throw new YamlText.BrokenException(
          node.line, "a key " + where + " is no text; put it in quotes");
    }
    return ((YamlNode.Scalar) node.real()).value;
  }

  /** Notes both tags; only {@code !reset} takes the value itself away. */
  private boolean isReset(YamlNode node, TreePath path) {
    String tag = node.real().tag;
    if (tag.equals("!reset") || tag.equals("!override")) {
      reset.add(path);
    }
    return tag.equals("!reset");
  }
}
