package dev.berth.api.http;

import dev.berth.manifest.YamlLines;
import dev.berth.spec.validation.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An error answer, as RFC 9457 has it.
 *
 * @param reason one of the contract's words, where it has one
 * @param violations all that is wrong with the request's body
 * @param subjects what the error is about, as it is now, by the names of members: {@code app}
 */
public record ProblemDetails(
    int code,
    String title,
    String detail,
    Optional<String> reason,
    List<Violation> violations,
    Map<String, Object> subjects) {

  public static final String TYPE = "application/problem+json";

  public static ProblemDetails of(int code, String title, String detail) {
    return new ProblemDetails(code, title, detail, Optional.empty(), List.of(), Map.of());
  }

  public ProblemDetails reason(String word) {
    return new ProblemDetails(code, title, detail, Optional.of(word), violations, subjects);
  }

  /** Likewise, with something that it is about. */
  public ProblemDetails about(String member, Object tree) {
    Map<String, Object> all = new LinkedHashMap<>(subjects);
    all.put(member, tree);
    return new ProblemDetails(code, title, detail, reason, violations, all);
  }

  /** What was waited for did not come about. */
  public static ProblemDetails unready(String detail) {
    return of(504, "Gateway Timeout", detail);
  }

  public static ProblemDetails invalid(List<Violation> violations) {
    String first = violations.getFirst().path();
    String detail =
        violations.size()
            + (violations.size() == 1 ? " violation" : " violations")
            + (first.isEmpty() ? "" : ", the first at " + first)
            + ": "
            + violations.getFirst().message();
    return new ProblemDetails(
        422, "Unprocessable Content", detail, Optional.of("Invalid"), violations, Map.of());
  }

  /** As the body of the answer. */
  public Map<String, Object> tree() {
    return tree(violation -> Optional.empty());
  }

  /** Likewise, with the places that violations have in what was sent. */
  Map<String, Object> tree(Function<Violation, Optional<YamlLines.Place>> places) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", "about:blank");
    tree.put("title", title);
    tree.put("status", code);
    tree.put("detail", detail);
    reason.ifPresent(word -> tree.put("reason", word));
    if (!violations.isEmpty()) {
      tree.put("violations", violations.stream().map(v -> tree(v, places.apply(v))).toList());
    }
    tree.putAll(subjects);
    return tree;
  }

  private static Map<String, Object> tree(Violation violation, Optional<YamlLines.Place> place) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", violation.path());
    tree.put("message", violation.message());
    place.ifPresent(at -> {
      tree.put("line", at.line());
      tree.put("column", at.column());
    });
    return tree;
  }
}
