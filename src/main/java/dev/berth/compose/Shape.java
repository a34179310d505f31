package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value may look like. Written by hand from the chapters of the Compose Specification. */
sealed interface Shape {
  /** A text. */
  record Text(Set<String> words, Pattern pattern) implements Shape {}

  /** A whole number within bounds. */
  record Whole(long least, long most) implements Shape {}

  /** Any number. */
  record Any() implements Shape {}

  /** A plain kind: number, truth value, nothing. */
  enum Plain implements Shape {
    NUMBER,
    FLAG,
    NULL
  }

  /** One of several, each of another kind. */
  record OneOf(List<Shape> shapes) implements Shape {}

  /** A list; {@code unique} where no item may stand in it twice. */
  record ListOf(Shape item, boolean unique) implements Shape {}

  /** A map of names that the user chooses; where it is not closed, other names hold anything. */
  record MapOf(Pattern names, boolean closed, Shape value) implements Shape {}

  /** A map of known keys. */
  record Fields(Map<String, Field> fields, Set<String> required, boolean extensible)
      implements Shape {
    /** The same, of which some keys must be there. */
    Fields requiring(String... keys) {
      return new Fields(fields, Set.of(keys), extensible);
    }

    /** The same, without room for {@code x-} keys. */
    Fields strict() {
      return new Fields(fields, required, false);
    }
  }

  /**
   * A known key.
   *
   * @param reader what becomes of its value in the canonical model
   */
  record Field(Shape shape, Reader reader, Presence presence) {}

  /** When a key is part of the canonical model. */
  enum Presence {
    /** Unless it is empty, zero or false. */
    FULL,
    /** If it was there at all. */
    GIVEN,
    /** Always, as its empty value if it was not there. */
    ALWAYS,
    /** Never: it has been used up on the way. */
    NEVER
  }

  /** Turns a value of a tree into one of the canonical model. */
  @FunctionalInterface
  interface Reader {
    Object read(Object value) throws RefusedException;
  }

  /** Any text. */
  Shape TEXT = new Text(Set.of(), Pattern.compile(""));

  /** Any whole number. */
  Shape WHOLE = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);

  /** The names of things in a file. */
  Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  /** At least one character. */
  Pattern SOME = Pattern.compile(".+", Pattern.DOTALL);

  static Shape word(String... words) {
    return new Text(Set.of(words), Pattern.compile(""));
  }

  static Shape like(String pattern) {
    return new Text(Set.of(), Pattern.compile(pattern));
  }

  static Shape oneOf(Shape... shapes) {
    return new OneOf(List.of(shapes));
  }

  static Shape listOf(Shape item) {
    return new ListOf(item, false);
  }

  static Shape setOf(Shape item) {
    return new ListOf(item, true);
  }
}
