package dev.berth.spec;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What one {@link RunOption} is set to, in a form that prints the same for equal wishes. */
public sealed interface Setting {

  /** All of it in one text, for comparing and for telling. */
  String text();

  /** A word, number, size or truth value. */
  record Text(String text) implements Setting {}

  /** Several, in the order in which they were written. */
  record Words(List<String> words) implements Setting {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public String text() {
      return words.toString();
    }
  }

  /** Several by name. */
  record Pairs(SortedMap<String, String> pairs) implements Setting {
    public Pairs {
      pairs = App.sorted(pairs);
    }

    @Override
    public String text() {
      return pairs.entrySet().stream()
          .map(e -> e.getKey() + "=" + e.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
