package dev.berth.image.context;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pattern of a {@code .dockerignore}. All ways to match are followed at once, one character after
 * the other: as a regular expression, {@code *a*a*a*a*b} took the better part of a year on a long
 * name.
 */
final class Glob {
  private final List<Step> steps;

  /** What takes a character, or is passed over. */
  private sealed interface Step {
    /** Exactly one character. */
    record One(IntPredicate takes) implements Step {}

    /** Any number of characters, none too. */
    record Many(IntPredicate takes) implements Step {}

    /** The next step may be left out. */
    record Maybe() implements Step {}

    /** Any number of characters, the last of them a slash. */
    record Folders() implements Step {}
  }

  private Glob(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Reads a pattern; empty if it is none. */
  static Optional<Glob> of(String glob) {
    List<Step> steps = new ArrayList<>();
    int[] text = glob.codePoints().toArray();
    int at = 0;
    while (at < text.length) {
      int next = step(text, at, steps);
      if (next < 0) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(new Glob(steps));
  }

  /** Where the step after the one at a place begins; below 0 if there is none. */
  private static int step(int[] text, int at, List<Step> steps) {
    int after = at + 1 < text.length ? text[at + 1] : -1;
    switch (text[at]) {
      case '*' -> {
        return after == '*' ? deep(text, at, steps) : add(new Step.Many(c -> c != '/'), at, steps);
      }
      case '?' -> steps.add(new Step.One(c -> c != '/'));
      case '[' -> {
        return choice(text, at, steps);
      }
      case '\\' -> {
        return after < 0 ? -1 : 1 + add(new Step.One(c -> c == after), at, steps);
      }
      default -> steps.add(new Step.One(c -> c == text[at]));
    }
    return at + 1;
  }

  private static int add(Step step, int at, List<Step> steps) {
    steps.add(step);
    return at + 1;
  }

  /** {@code **}: at the end everything, before something else any number of folders. */
  private static int deep(int[] text, int at, List<Step> steps) {
    boolean beforeSlash = at + 2 < text.length && text[at + 2] == '/';
    int next = at + (beforeSlash ? 3 : 2);
    if (next < text.length) {
      steps.add(new Step.Maybe());
      steps.add(new Step.Folders());
    } else {
      steps.add(new Step.Many(c -> true));
    }
    return next;
  }

  /** {@code [a-z]} or {@code [^a]}. */
  private static int choice(int[] text, int start, List<Step> steps) {
    boolean negated = start + 1 < text.length && text[start + 1] == '^';
    int first = start + (negated ? 2 : 1);
    List<IntPredicate> choices = new ArrayList<>();
    int at = first;
    while (at < text.length && (at == first || text[at] != ']')) {
      int from = escaped(text, at);
      boolean isRange = from + 2 < text.length && text[from + 1] == '-' && text[from + 2] != ']';
      int to = isRange ? escaped(text, from + 2) : from;
      if (to >= text.length || text[from] > text[to]) {
        return -1;
      }
      choices.add(c -> text[from] <= c && c <= text[to]);
      at = to + 1;
    }
    if (at >= text.length) {
      return -1;
    }
    steps.add(new Step.One(c -> choices.stream().anyMatch(one -> one.test(c)) != negated));
    return at + 1;
  }

  /** Where the character is that one at a place means. */
  private static int escaped(int[] text, int at) {
    return text[at] == '\\' ? at + 1 : at;
  }

  /** Whether it is a path, or a folder above it. */
  boolean matches(String path) {
    BitSet now = new BitSet();
    enter(0, now);
    for (int c : path.codePoints().toArray()) {
      if (now.get(steps.size()) && c == '/') {
        return true;
      }
      now = after(now, c);
      if (now.isEmpty()) {
        return false;
      }
    }
    return now.get(steps.size());
  }

  private BitSet after(BitSet now, int c) {
    BitSet next = new BitSet();
    for (int at = now.nextSetBit(0); at >= 0 && at < steps.size(); at = now.nextSetBit(at + 1)) {
      switch (steps.get(at)) {
        case Step.One one when one.takes().test(c) -> enter(at + 1, next);
        case Step.Many many when many.takes().test(c) -> enter(at, next);
        case Step.Folders folders -> {
          next.set(at);
          if (c == '/') {
            enter(at + 1, next);
          }
        }
        case Step.One one -> {}
        case Step.Many many -> {}
        case Step.Maybe maybe -> {}
      }
    }
    return next;
  }

  /** A step is reached, and those behind it that need nothing of it. */
  private void enter(int step, BitSet reached) {
    int at = step;
    while (!reached.get(at)) {
      reached.set(at);
      if (at == steps.size()) {
        return;
      }
      switch (steps.get(at)) {
        case Step.Many many -> at++;
        case Step.Maybe maybe -> {
          enter(at + 2, reached);
          at++;
        }
        case Step.One one -> {}
        case Step.Folders folders -> {}
      }
    }
  }
}
