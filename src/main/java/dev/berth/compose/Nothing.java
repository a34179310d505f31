package dev.berth.compose;

/** What YAML calls null, as a value of its own: a key without a value is not a key left out. */
enum Nothing {
  NULL
}
