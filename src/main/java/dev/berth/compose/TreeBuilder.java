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
  /** Lists of maps to merge may hold further merge keys: this deep. */
  private static final int DEEPEST = 2 * YamlText.DEEPEST;

  private final SourceLines lines;
  private final Budget budget;
  private final List<TreePath> reset = new ArrayList<>();
  private final IdentityHashMap<YamlNode, Boolean> inside = new IdentityHashMap<>();

  private TreeBuilder(SourceLines lines, Budget budget) {
    this.lines = lines;
    this.budget = budget;
  }

  /**
   * Builds the tree of one document.
   *
   * @param problems knows the lines of paths, and how much more a project may grow
   */
  static Layer build(YamlNode document, Problems problems) throws YamlText.BrokenException {
    TreeBuilder builder = new TreeBuilder(problems.lines, problems.budget);
    Object tree = builder.value(document, TreePath.ROOT);
    return Layer.of(tree, builder.reset);
  }

  private Object value(YamlNode node, TreePath path) throws YamlText.BrokenException {
    YamlNode real = node.real();
    count(node.line);
    lines.note(path, node.line);
    if (real instanceof YamlNode.Scalar scalar) {
      countLetters(scalar, node.line);
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

  private void count(int line) throws YamlText.BrokenException {
    if (!budget.allowsValues(1)) {
      throw new YamlText.BrokenException(
          line, "grows to more than " + Budget.MOST_VALUES + " values by its aliases");
    }
  }

  private void countLetters(YamlNode.Scalar scalar, int line) throws YamlText.BrokenException {
    if (!budget.allowsLetters(scalar.value.length())) {
      throw new YamlText.BrokenException(
          line, "grows to more than " + Budget.MOST_LETTERS + " letters by its aliases");
    }
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
      count(source.line);
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
      String where = path.depth() == 0 ? "at the top" : "of " + path;
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
