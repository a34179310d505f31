package dev.berth.api;

import dev.berth.spec.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error answer, as RFC 9457 has it.
 *
 * @param reason one of the contract's words, where it has one
 * @param violations all that is wrong with the request's body
 * @param status of the app, where that is what the error is about
 */
record Problem(
    int code,
    String title,
    String detail,
    Optional<String> reason,
    List<Violation> violations,
    Optional<Object> status) {

  static final String TYPE = "application/problem+json";

  static Problem of(int code, String title, String detail) {
    return new Problem(code, title, detail, Optional.empty(), List.of(), Optional.empty());
  }

  Problem reason(String word) {
    return new Problem(code, title, detail, Optional.of(word), violations, status);
  }

  Problem status(Object tree) {
    return new Problem(code, title, detail, reason, violations, Optional.of(tree));
  }

  static Problem invalid(List<Violation> violations) {
    String first = violations.getFirst().path();
    String detail =
        violations.size()
            + (violations.size() == 1 ? " violation" : " violations")
            + (first.isEmpty() ? "" : ", the first at " + first)
            + ": "
            + violations.getFirst().message();
    return new Problem(
        422, "Unprocessable Content", detail, Optional.of("Invalid"), violations, Optional.empty());
  }

  /** As the body of the answer. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", "about:blank");
    tree.put("title", title);
    tree.put("status", code);
    tree.put("detail", detail);
    reason.ifPresent(word -> tree.put("reason", word));
    if (!violations.isEmpty()) {
      tree.put(
          "violations",
          violations.stream().map(v -> Map.of("path", v.path(), "message", v.message())).toList());
    }
    status.ifPresent(app -> tree.put("app", app));
    return tree;
  }
}
