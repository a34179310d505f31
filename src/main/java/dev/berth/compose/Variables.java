package dev.berth.compose;

import java.util.Optional;

/** Where variables come from. */
@FunctionalInterface
interface Variables {
  Optional<String> find(String name);

  /** Told of a variable that is used without a value or a default. */
  default void missing(String name) {
    // Most readers need not know.
  }
}
