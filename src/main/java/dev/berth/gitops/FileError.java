package dev.berth.gitops;

import dev.berth.spec.validation.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One thing wrong with a file.
 *
 * @param path inside the file; empty for all of it
 * @param passing whether it may be gone by itself at the next sync
 */
record FileError(OptionalInt line, String path, String message, boolean passing) {

  static FileError of(OptionalInt line, Violation violation) {
    return new FileError(line, violation.path(), violation.message(), false);
  }

  static FileError of(String message) {
    return new FileError(OptionalInt.empty(), "", message, false);
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
