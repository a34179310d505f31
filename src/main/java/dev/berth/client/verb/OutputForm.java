package dev.berth.client.verb;

/** How a list is written, as the words of {@code -o}. */
enum OutputForm {
  table,
  wide,
  json,
  yaml
}
