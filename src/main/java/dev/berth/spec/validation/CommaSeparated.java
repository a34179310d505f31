package dev.berth.spec.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of comma-separated values, read as Go's {@code encoding/csv} reads it, which the client
 * of BuildKit uses: a field in double quotes may hold commas, and two quotes for one.
 */
final class CommaSeparated {
  private CommaSeparated() {}

  /** The fields, or nothing where it is no such line. */
  static Optional<List<String>> fields(String line) {
    if (line.isEmpty() || line.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      StringBuilder field = new StringBuilder();
      boolean isQuoted = at < line.length() && line.charAt(at) == '"';
      int end = isQuoted ? quoted(line, at + 1, field) : bare(line, at, field);
      if (end < 0 || (end < line.length() && line.charAt(end) != ',')) {
        return Optional.empty();
      }
      fields.add(field.toString());
      at = end + 1;
    }
    return Optional.of(fields);
  }

  /** Where the field has ended, behind its last quote; -1 where it never does. */
  private static int quoted(String line, int from, StringBuilder field) {
    for (int i = from; i < line.length(); i++) {
      boolean isQuote = line.charAt(i) == '"';
      if (isQuote && (i + 1 == line.length() || line.charAt(i + 1) != '"')) {
        return i + 1;
      }
      field.append(line.charAt(i));
      i += isQuote ? 1 : 0;
    }
    return -1;
  }

  private static int bare(String line, int from, StringBuilder field) {
    int comma = line.indexOf(',', from);
    int end = comma < 0 ? line.length() : comma;
    field.append(line, from, end);
    return field.indexOf("\"") < 0 ? end : -1;
  }
}
