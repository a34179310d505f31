package dev.berth.compose;

import dev.berth.spec.quantity.Durations;
import dev.berth.spec.quantity.Sizes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Scalars and lists of a tree as the canonical model has them. */
final class Readers {
  private Readers() {}

  static Object text(Object value) throws RefusedException {
    return switch (value) {
      case String text -> text;
      case Long whole -> whole.toString();
      case BigInteger whole -> whole.toString();
      case Nothing nothing -> "";
      default -> throw new RefusedException("must be a text, was " + ComposeTrees.kind(value));
    };
  }

  static Object flag(Object value) throws RefusedException {
    return switch (value) {
      case Boolean flag -> flag;
      case Nothing nothing -> false;
      case String text -> flag(text);
      default ->
          throw new RefusedException("must be true or false, was " + ComposeTrees.kind(value));
    };
  }

  static boolean flag(String text) throws RefusedException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "y", "yes", "on" -> true;
      case "false", "n", "no", "off" -> false;
      default ->
          throw new RefusedException("must be true or false, was " + ComposeTrees.kind(text));
    };
  }

  static Object whole(Object value) throws RefusedException {
    return switch (value) {
      case Nothing nothing -> 0L;
      case String text -> whole(text);
      case Number number -> number.longValue();
      default ->
          throw new RefusedException("must be a whole number, was " + ComposeTrees.kind(value));
    };
  }

  static long whole(String text) throws RefusedException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RefusedException("must be a whole number, was " + ComposeTrees.kind(text));
    }
  }

  /** Not negative, and not as a text. */
  static Object count(Object value) throws RefusedException {
    boolean negative = value instanceof Number number && number.doubleValue() < 0;
    if (value instanceof String || negative) {
      throw new RefusedException("must be a whole number from 0, was " + ComposeTrees.kind(value));
    }
    return whole(value);
  }

  static Object decimal(Object value) throws RefusedException {
    return switch (value) {
      case Nothing nothing -> 0f;
      case String text -> decimal(text);
      case Number number -> number.floatValue();
      default -> throw new RefusedException("must be a number, was " + ComposeTrees.kind(value));
    };
  }

  static float decimal(String text) throws RefusedException {
    boolean isNumber =
        text.length() < 100 && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    if (!isNumber) {
      throw new RefusedException("must be a number, was " + ComposeTrees.kind(text));
    }
    return Float.parseFloat(text);
  }

  static Object bytes(Object value) throws RefusedException {
    long bytes =
        switch (value) {
          case String text -> size(text);
          case Long whole -> whole;
          default -> 0;
        };
    return bytes == 0 ? "" : Long.toString(bytes);
  }

  private static long size(String text) throws RefusedException {
    return Sizes.bytes(text)
        .orElseThrow(() ->
            new RefusedException(
                "must be an amount of memory such as 512m or 1g, was `"
                    + ComposeTrees.shortened(text)
                    + "`"));
  }

  private static long nanos(Object value) throws RefusedException {
    String text = Numbers.text(value);
    return Durations.nanos(text)
        .orElseThrow(() ->
            new RefusedException(
                "must be a duration such as 30s, 1m30s or 500ms, was `"
                    + ComposeTrees.shortened(text)
                    + "`"));
  }

  /** As bytes, but never left out: there are things of which 0 is not the default. */
  static Object duration(Object value) throws RefusedException {
    return Durations.text(nanos(value));
  }

  /** A duration of which nothing is the default. */
  static Object span(Object value) throws RefusedException {
    long nanos = nanos(value);
    return nanos == 0 ? "" : Durations.text(nanos);
  }

  static Object texts(Object value) throws RefusedException {
    List<Object> texts = new ArrayList<>();
    for (Object item : ComposeTrees.list(value).orElseGet(ArrayList::new)) {
      texts.add(text(item));
    }
    return texts;
  }

  /** A list, or one text in its place. */
  static Object textOrList(Object value) throws RefusedException {
    return value instanceof String ? List.of(value) : texts(value);
  }

  /** Texts and numbers, as they print. */
  static Object printed(Object value) {
    List<Object> texts = new ArrayList<>();
    if (value instanceof String) {
      texts.add(value);
    }
    ComposeTrees.list(value).ifPresent(list -> list.forEach(item -> texts.add(Numbers.text(item))));
    return texts;
  }

  static Object command(Object value) throws RefusedException {
    return switch (value) {
      case String line -> ShellWords.split(line);
      case List<?> list -> texts(list);
      default -> Nothing.NULL;
    };
  }

  static Object test(Object value) throws RefusedException {
    return value instanceof String line ? List.of("CMD-SHELL", line) : texts(value);
  }

  /** A mode of a file, in octal: a number, or a text that is octal already. */
  static Object mode(Object value) throws RefusedException {
    try {
      long mode =
          switch (value) {
            case String text -> Long.parseLong(text, 8);
            case Long whole -> whole;
            default ->
                throw new RefusedException("must be a mode, was " + ComposeTrees.kind(value));
          };
      return "0" + Long.toOctalString(mode);
    } catch (NumberFormatException e) {
      throw new RefusedException("must be an octal mode, was " + ComposeTrees.kind(value));
    }
  }

  static Object all(Object value) throws RefusedException {
    if (value instanceof String text) {
      return text.equalsIgnoreCase("all") ? Long.valueOf(-1) : (Object) whole(text);
    }
    return whole(value);
  }

  /** Each item of a list. */
  static Shape.Reader each(Shape.Reader reader) {
    return value -> {
      List<Object> items = new ArrayList<>();
      for (Object item : ComposeTrees.list(value).orElseGet(ArrayList::new)) {
        items.add(reader.read(item));
      }
      return items;
    };
  }

  /** Each value of a map, ordered by its key; nothing stays nothing. */
  static Shape.Reader eachOf(Shape.Reader reader) {
    return value -> {
      SortedMap<String, Object> map = new TreeMap<>();
      for (Map.Entry<String, Object> e :
          ComposeTrees.map(value).orElseGet(TreeMap::new).entrySet()) {
        Object child = e.getValue();
        map.put(e.getKey(), child == Nothing.NULL ? Nothing.NULL : reader.read(child));
      }
      return map;
    };
  }
}
