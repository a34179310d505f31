package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.MapOf;
import dev.berth.compose.Shape.OneOf;
import dev.berth.compose.Shape.Plain;
import dev.berth.spec.codec.Keys;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a tree with its shape. What does not fit is noted and taken out of the tree, so that
 * whatever comes after can rely on the shape of what is left.
 */
final class ShapeCheck {
  private final Problems problems;

  ShapeCheck(Problems problems) {
    this.problems = problems;
  }

  /** Whether a value fits; where only a part does not, that part goes and the rest fits. */
  boolean check(Object value, Shape shape, TreePath path) {
    return switch (shape) {
      case OneOf several -> oneOf(value, several, path);
      case Shape.ListOf list when value instanceof List<?> -> list(value, list, path);
      case MapOf map when value instanceof Map<?, ?> -> map(value, map, path);
      case Fields fields when value instanceof Map<?, ?> -> fields(value, fields, path);
      case Shape.Text text when value instanceof String given -> text(given, text, path);
      case Shape.Whole whole when isKind(value, whole) -> bounds((Number) value, whole, path);
      default -> {
        boolean fits = isKind(value, shape);
        if (!fits) {
          problems.add(path, "must be " + name(shape) + ", was " + ComposeTrees.kind(value));
        }
        yield fits;
      }
    };
  }

  private boolean oneOf(Object value, OneOf several, TreePath path) {
    for (Shape shape : several.shapes()) {
      if (isKind(value, shape)) {
        return check(value, shape, path);
      }
    }
    problems.add(path, "must be " + name(several) + ", was " + ComposeTrees.kind(value));
    return false;
  }

  private static boolean isKind(Object value, Shape shape) {
    return switch (shape) {
      case OneOf several -> several.shapes().stream().anyMatch(s -> isKind(value, s));
      case Shape.ListOf list -> value instanceof List<?>;
      case MapOf map -> value instanceof Map<?, ?>;
      case Fields fields -> value instanceof Map<?, ?>;
      case Shape.Text text -> value instanceof String;
      case Shape.Whole whole -> isWhole(value);
      case Shape.Any any -> true;
      case Plain plain ->
          switch (plain) {
            case NUMBER -> value instanceof Number;
            case FLAG -> value instanceof Boolean;
            case NULL -> value == Nothing.NULL;
          };
    };
  }

  private static boolean isWhole(Object value) {
    boolean round = value instanceof Number n && !Scalars.isWhole(n) && n.doubleValue() % 1 == 0;
    return Scalars.isWhole(value) || round;
  }

  private boolean list(Object value, Shape.ListOf shape, TreePath path) {
    Iterator<Object> items = ComposeTrees.list(value).orElseThrow().iterator();
    Set<Object> seen = new HashSet<>();
    for (int i = 0; items.hasNext(); i++) {
      Object item = items.next();
      if (!check(item, shape.item(), path.item(i))) {
        items.remove();
      } else if (shape.unique() && !seen.add(item)) {
        problems.add(path.item(i), "is in the list twice: " + ComposeTrees.kind(item));
        items.remove();
      }
    }
    return true;
  }

  private boolean map(Object value, MapOf shape, TreePath path) {
    Iterator<Map.Entry<String, Object>> entries =
        ComposeTrees.map(value).orElseThrow().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Object> entry = entries.next();
      TreePath at = path.key(entry.getKey());
      boolean named = shape.names().matcher(entry.getKey()).matches();
      if (named && !check(entry.getValue(), shape.value(), at)) {
        entries.remove();
      } else if (!named && shape.closed()) {
        problems.add(at, "is no name: it may hold letters, digits and . _ -");
        entries.remove();
      }
    }
    return true;
  }

  private boolean fields(Object value, Fields shape, TreePath path) {
    Map<String, Object> map = ComposeTrees.map(value).orElseThrow();
    Iterator<Map.Entry<String, Object>> entries = map.entrySet().iterator();
    boolean whole = true;
    for (String key : shape.required()) {
      if (!map.containsKey(key)) {
        problems.add(path, "needs `" + key + "`");
        whole = false;
      }
    }
    while (entries.hasNext()) {
      Map.Entry<String, Object> entry = entries.next();
      Shape.Field field = shape.fields().get(entry.getKey());
      TreePath at = path.key(entry.getKey());
      if (field != null && !check(entry.getValue(), field.shape(), at)) {
        entries.remove();
        whole &= !shape.required().contains(entry.getKey());
      } else if (field == null && !(shape.extensible() && entry.getKey().startsWith("x-"))) {
        problems.add(at, "unknown key" + Keys.suggestion(entry.getKey(), shape.fields().keySet()));
        entries.remove();
      }
    }
    return whole;
  }

  private boolean text(String value, Shape.Text shape, TreePath path) {
    boolean isWord = shape.words().isEmpty() || shape.words().contains(value);
    if (!isWord) {
      String known = shape.words().stream().sorted().collect(Collectors.joining(", "));
      problems.add(
          path, "must be one of " + known + ", was `" + ComposeTrees.shortened(value) + "`");
    } else if (!shape.pattern().matcher(value).find()) {
      problems.add(
          path,
          "must look like " + shape.pattern() + ", was `" + ComposeTrees.shortened(value) + "`");
      return false;
    }
    return isWord;
  }

  private boolean bounds(Number value, Shape.Whole shape, TreePath path) {
    boolean fits = value.doubleValue() >= shape.least() && value.doubleValue() <= shape.most();
    if (!fits) {
      String most = shape.most() == Long.MAX_VALUE ? " or more" : " to " + shape.most();
      problems.add(path, "must be " + shape.least() + most + ", was " + Numbers.text(value));
    }
    return fits;
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case OneOf several ->
          several.shapes().stream()
              .map(ShapeCheck::name)
              .distinct()
              .collect(Collectors.joining(" or "));
      case Shape.ListOf list -> "a list";
      case MapOf map -> "a map";
      case Fields fields -> "a map";
      case Shape.Text text -> "a text";
      case Shape.Whole whole -> "a whole number";
      case Shape.Any any -> "anything";
      case Plain plain ->
          switch (plain) {
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case NULL -> "nothing";
          };
    };
  }
}
