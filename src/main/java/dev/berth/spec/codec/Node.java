package dev.berth.spec.codec;

import dev.berth.spec.ServiceKey;
import dev.berth.spec.validation.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value of a tree, where the user wrote it. Reading it as something it is not notes a violation
 * and answers nothing, so that reading goes on.
 *
 * @param value a map, list, text, number, truth value or nothing
 */
record Node(String path, @Nullable Object value, List<Violation> violations) {

  /** No number that is read has more letters: reading one of a hundred thousand takes seconds. */
  static final int LONGEST = 40;

  private static final int SHOWN = 60;

  boolean isAbsent() {
    return value == null;
  }

  boolean isMap() {
    return value instanceof Map;
  }

  boolean isList() {
    return value instanceof List;
  }

  void refuse(String message) {
    violations.add(new Violation(path, message));
  }

  private void refuseKind(String wanted) {
    refuse("must be " + wanted + ", was " + kind());
  }

  String kind() {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> m -> "a map";
      case List<?> l -> "a list";
      case String s when s.length() > SHOWN -> "the text `" + s.substring(0, SHOWN) + "…`";
      case String s -> "the text `" + s + "`";
      case Boolean b -> "the truth value " + b;
      case Number n -> "the number " + n;
      default -> "something else";
    };
  }

  /** A key of this service. */
  Node child(ServiceKey key) {
    return child(key.key());
  }

  /** A key of this map; absent where this is no map. */
  Node child(String key) {
    Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
    return new Node(path.isEmpty() ? key : path + "." + key, found, violations);
  }

  /** The entries of a map in their order. */
  Map<String, Node> children() {
    Map<String, Node> children = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> children.put(String.valueOf(key), child(String.valueOf(key))));
    } else if (value != null) {
      refuseKind("a map");
    }
    return children;
  }

  /** The items of a list. */
  List<Node> items() {
    List<Node> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        items.add(new Node(path + "[" + i + "]", list.get(i), violations));
      }
    } else if (value != null) {
      refuseKind("a list");
    }
    return items;
  }

  /** A list, or the one value in its place. */
  List<Node> itemsOrOne() {
    return isAbsent() || isList() ? items() : List.of(this);
  }

  /** Texts, and numbers as they print. */
  Optional<String> text() {
    return switch (value) {
      case null -> Optional.empty();
      case String s -> Optional.of(s);
      case Number n -> Optional.of(plain(n));
      case Boolean b -> Optional.of(b.toString());
      default -> {
        refuseKind("a text");
        yield Optional.empty();
      }
    };
  }

  private static String plain(Number number) {
    return number instanceof Double d && Double.isFinite(d)
        ? new BigDecimal(d.toString()).toPlainString()
        : number.toString();
  }

  /** A text that was not a number or a truth value: where Compose wants it in quotes. */
  Optional<String> string() {
    if (value == null || value instanceof String) {
      return text();
    }
    refuseKind("a text");
    return Optional.empty();
  }

  Optional<Boolean> flag() {
    return switch (value) {
      case null -> Optional.empty();
      case Boolean b -> Optional.of(b);
      case String s when s.equals("true") || s.equals("false") -> Optional.of(Boolean.valueOf(s));
      default -> {
        refuseKind("true or false");
        yield Optional.empty();
      }
    };
  }

  /** A whole number within bounds, as number or as text. */
  Optional<Long> number(long least, long most) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      String text = String.valueOf(value);
      long number =
          text.length() > LONGEST ? Long.MIN_VALUE : new BigDecimal(text).longValueExact();
      if (text.length() <= LONGEST && number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Told below: it is not a whole number.
    }
    refuse("must be a whole number from " + least + " to " + most + ", was " + kind());
    return Optional.empty();
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Node item : items()) {
      if (item.isAbsent()) {
        item.refuse("must be a text, was nothing");
      }
      item.text().ifPresent(texts::add);
    }
    return texts;
  }

  /** A map of texts, or a list of {@code KEY=value}. */
  SortedMap<String, String> pairs() {
    SortedMap<String, String> pairs = new TreeMap<>();
    if (isList()) {
      items().forEach(item -> item.text().ifPresent(text -> item.pair(text, pairs)));
      return pairs;
    }
    children()
        .forEach((key, child) -> {
          if (child.isAbsent()) {
            child.refuse(
                "needs a value: Berth has no shell to take it from; for an empty one write \"\"");
          }
          child.text().ifPresent(text -> pairs.put(key, text));
        });
    return pairs;
  }

  private void pair(String text, SortedMap<String, String> pairs) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      refuse("needs a value: Berth has no shell to take `" + text + "` from; write KEY=value");
    } else {
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
