package dev.berth.http.exec;

import dev.berth.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a command ended, as kubectl reads it: success, another exit code than 0, or a cause from
 * outside.
 */
record ExecStatus(OptionalInt exitCode, String cause) {

  byte[] bytes() {
    return JsonTree.write(tree()).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", Map.of());
    if (cause.isEmpty() && exitCode.orElse(0) == 0) {
      tree.put("status", "Success");
      return tree;
    }
    tree.put("status", "Failure");
    tree.put("message", message());
    if (cause.isEmpty()) {
      tree.put("reason", "NonZeroExitCode");
      tree.put("details", Map.of("causes", List.of(cause("ExitCode", code()))));
    } else {
      tree.put("reason", "InternalError");
      tree.put("details", Map.of("causes", List.of(Map.of("message", cause))));
      tree.put("code", 500);
    }
    return tree;
  }

  private static Map<String, Object> cause(String reason, String message) {
    return Map.of("reason", reason, "message", message);
  }

  private String code() {
    return String.valueOf(exitCode.orElse(0));
  }

  private String message() {
    return cause.isEmpty()
        ? "command terminated with non-zero exit code: exit status " + code()
        : cause;
  }

  /** For the audit. */
  String text() {
    String code = exitCode.isPresent() ? "exit " + code() : "no exit code";
    return cause.isEmpty() ? code : code + " (" + cause + ")";
  }
}
