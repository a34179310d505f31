package dev.berth.manifest;

import dev.berth.spec.validation.Violation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of documents as patches tell them: RFC 7396 and RFC 6902. */
public final class Patches {
  /** Each may copy all that is there already. */
  private static final int MOST_OPERATIONS = 1000;

  private Patches() {}

  /** What became of a patch. */
  public sealed interface Patched {

    /** It is applied; the tree is a new one. */
    record Done(Map<String, Object> tree) implements Patched {}

    /** It is no patch. */
    record Malformed(String message) implements Patched {}

    /** It does not fit what is there: a test that fails, a path that is not there. */
    record Unfitting(String message) implements Patched {}
  }

  /** Applies an RFC 7396 merge patch. */
  public static Patched merge(Map<String, ?> tree, Object patch) {
    if (!(patch instanceof Map<?, ?>)) {
      return new Patched.Malformed("a merge patch for a document is a JSON object");
    }
    JsonValue merged = Json.createMergePatch(JsonTrees.json(patch)).apply(JsonTrees.json(tree));
    return new Patched.Done(JsonTrees.map(merged));
  }

  /** Applies an RFC 6902 patch: all of its operations, or none. */
  public static Patched json(Map<String, ?> tree, Object patch) {
    if (!(patch instanceof List<?>)
        || !(JsonTrees.json(patch) instanceof JsonArray operations)
        || !operations.stream().allMatch(Patches::isOperation)) {
      return new Patched.Malformed(
          "a JSON patch is a list of {\"op\": …, \"path\": …} (RFC 6902); operations: add, remove,"
              + " replace, move, copy, test");
    }
    if (operations.size() > MOST_OPERATIONS) {
      return new Patched.Malformed(
          "a JSON patch may have "
              + MOST_OPERATIONS
              + " operations, this one has "
              + operations.size());
    }
    try {
      JsonStructure target = (JsonStructure) JsonTrees.json(tree);
      JsonStructure patched = Json.createPatch(operations).apply(target);
      Optional<String> excess = new TreeBounds().excess(patched);
      if (excess.isPresent()) {
        return new Patched.Unfitting("what comes of it " + excess.get());
      }
      return patched.getValueType() == JsonValue.ValueType.OBJECT
          ? new Patched.Done(JsonTrees.map(patched))
          : new Patched.Unfitting("the document must stay an object");
    } catch (JsonException | IndexOutOfBoundsException e) {
      return new Patched.Unfitting(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOperation(JsonValue value) {
    if (!(value instanceof jakarta.json.JsonObject operation)) {
      return false;
    }
    String path = operation.getString("path", "?");
    boolean goodPath = path.isEmpty() || path.startsWith("/");
    boolean goodFrom =
        operation.getString("from", "?").startsWith("/")
            || operation.getString("from", "?").isEmpty();
    return goodPath
        && switch (operation.getString("op", "")) {
          case "add", "replace", "test" -> operation.containsKey("value");
          case "move", "copy" -> goodFrom;
          case "remove" -> true;
          default -> false;
        };
  }

  /** The one document of a patch's text. */
  public static dev.berth.spec.validation.Validated<Object> read(String text) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (violations.isEmpty() && documents.size() != 1) {
      violations.add(new Violation("", "must be one patch"));
    }
    return violations.isEmpty()
        ? new dev.berth.spec.validation.Validated.Valid<>(documents.getFirst())
        : new dev.berth.spec.validation.Validated.Invalid<>(violations);
  }
}
