package dev.berth.gitops;

import dev.berth.spec.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One thing wrong with a file.
 *
 * @param path inside the file; empty for all of it
 * @param passing whether it may be gone by itself at the next sync
 */
record Finding(OptionalInt line, String path, String message, boolean passing) {

  static Finding of(OptionalInt line, Violation violation) {
    return new Finding(line, violation.path(), violation.message(), false);
  }

  static Finding of(String message) {
    return new Finding(OptionalInt.empty(), "", message, false);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    line.ifPresent(number -> tree.put("line", number));
    tree.put("path", path);
    tree.put("message", message);
    return tree;
  }

  /** {@code file:line: path: message}, as compilers write. */
  String text(String file) {
    return file
        + (line.isPresent() ? ":" + line.getAsInt() : "")
        + (path.isEmpty() ? "" : ": " + path)
        + ": "
        + message;
  }
}
