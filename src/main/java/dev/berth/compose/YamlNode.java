package dev.berth.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * A value as it stands in a text, aliases unexpanded. Compared by identity: an alias may lead back
 * to what it is in.
 */
abstract sealed class YamlNode {
  private static final String MERGE = "tag:yaml.org,2002:merge";

  final String tag;
  final int line;

  private YamlNode(String tag, int line) {
    this.tag = tag;
    this.line = line;
  }

  /** A scalar; {@code plain} without quotes and not in a block. */
  static final class Scalar extends YamlNode {
    final String value;
    final boolean plain;

    Scalar(String tag, int line, String value, boolean plain) {
      super(tag, line);
      this.value = value;
      this.plain = plain;
    }
  }

  /** A list. */
  static final class Sequence extends YamlNode {
    final List<YamlNode> items = new ArrayList<>();

    Sequence(String tag, int line) {
      super(tag, line);
    }
  }

  /** A map; keys and values in turn. */
  static final class Mapping extends YamlNode {
    final List<YamlNode> keys = new ArrayList<>();
    final List<YamlNode> values = new ArrayList<>();

    Mapping(String tag, int line) {
      super(tag, line);
    }
  }

  /** Another node again. */
  static final class Alias extends YamlNode {
    final YamlNode target;

    Alias(int line, YamlNode target) {
      super("", line);
      this.target = target;
    }
  }

  /** The node itself, or what an alias stands for. */
  final YamlNode real() {
    return this instanceof Alias alias ? alias.target : this;
  }

  /** A plain {@code <<}, or one that says so, which merges what follows into its map. */
  final boolean isMergeKey() {
    return this instanceof Scalar s
        && s.value.equals("<<")
        && ((s.plain && s.tag.isEmpty()) || s.tag.equals(MERGE));
  }
}
