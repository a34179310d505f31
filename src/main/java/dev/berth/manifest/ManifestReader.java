package dev.berth.manifest;

import dev.berth.spec.AppDraft;
import dev.berth.spec.Violation;
import dev.berth.spec.draft.AppReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads manifests: one or several documents, YAML or JSON, envelope or flat. */
public final class ManifestReader {
  private ManifestReader() {}

  /**
   * What a text holds.
   *
   * @param drafts one for each document, in order
   * @param violations that are no document's own: broken YAML, none at all, another kind
   */
  public record Manifest(List<AppDraft> drafts, List<Violation> violations) {
    public Manifest {
      drafts = List.copyOf(drafts);
      violations = List.copyOf(violations);
    }
  }

  /** Reads a text; never fails. */
  public static Manifest read(String text) {
    List<Violation> violations = new ArrayList<>();
    List<AppDraft> drafts = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    for (int i = 0; i < documents.size(); i++) {
      String path = documents.size() > 1 ? "[" + i + "]" : "";
      if (documents.get(i) instanceof Map<?, ?> map) {
        read(path, map, drafts, violations);
      } else {
        violations.add(new Violation(path, "must be a map of keys"));
      }
    }
    if (documents.isEmpty() && violations.isEmpty()) {
      violations.add(new Violation("", "is empty: there must be at least one document"));
    }
    return new Manifest(drafts, violations);
  }

  private static void read(
      String path, Map<?, ?> document, List<AppDraft> drafts, List<Violation> violations) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    document.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    Object kind = keyed.get("kind");
    if (kind != null && !kind.equals("App")) {
      violations.add(
          new Violation(
              path.isEmpty() ? "kind" : path + ".kind",
              "`" + kind + "` is not supported yet; supported: App"));
      return;
    }
    drafts.add(AppReader.read(keyed));
  }
}
