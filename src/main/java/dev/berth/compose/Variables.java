package dev.berth.compose;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where variables come from. */
@FunctionalInterface
interface Variables {
  Optional<String> find(String name);

  /** Told of a variable that is used without a value or a default. */
  default void missing(String name) {
    // Most readers need not know.
  }

  /** The same, and somebody who is told as well of what is missing. */
  default Variables telling(Consumer<String> listener) {
    Variables before = this;
    return new Variables() {
      @Override
      public Optional<String> find(String name) {
        return before.find(name);
      }

      @Override
      public void missing(String name) {
        before.missing(name);
        listener.accept(name);
      }
    };
  }

  /** These, and others where they have none. */
  default Variables or(Map<String, String> others) {
    Variables first = name -> find(name).or(() -> Optional.ofNullable(others.get(name)));
    return first.telling(this::missing);
  }
}
