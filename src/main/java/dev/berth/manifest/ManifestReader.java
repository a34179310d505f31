package dev.berth.manifest;

import dev.berth.spec.AppDraft;
import dev.berth.spec.Checked;
import dev.berth.spec.ResourceDraft;
import dev.berth.spec.Violation;
import dev.berth.spec.draft.AppReader;
import dev.berth.spec.draft.Keys;
import dev.berth.spec.draft.ResourceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads manifests: one or several documents, YAML or JSON, envelope or flat. */
public final class ManifestReader {
  private static final String APP = "App";
  private static final Set<String> RESOURCES = Set.of("Source", "Registry", "Secret");
  private static final Set<String> KINDS =
      new TreeSet<>(Set.of(APP, "Source", "Registry", "Secret"));

  private ManifestReader() {}

  /**
   * What a text holds.
   *
   * @param drafts one for each app, in order
   * @param resources one for each document of another kind, in order
   * @param violations that are no document's own: broken YAML, none at all, another kind
   */
  public record Manifest(
      List<AppDraft> drafts, List<ResourceDraft> resources, List<Violation> violations) {
    public Manifest {
      drafts = List.copyOf(drafts);
      resources = List.copyOf(resources);
      violations = List.copyOf(violations);
    }
  }

  /** Reads a text; never fails. */
  public static Manifest read(String text) {
    List<Violation> violations = new ArrayList<>();
    List<AppDraft> drafts = new ArrayList<>();
    List<ResourceDraft> resources = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    for (int i = 0; i < documents.size(); i++) {
      String path = documents.size() > 1 ? "[" + i + "]" : "";
      if (documents.get(i) instanceof Map<?, ?> map) {
        read(path, map, drafts, resources, violations);
      } else {
        violations.add(new Violation(path, "must be a map of keys"));
      }
    }
    if (documents.isEmpty() && violations.isEmpty()) {
      violations.add(new Violation("", "is empty: there must be at least one document"));
    }
    return new Manifest(drafts, resources, violations);
  }

  private static void read(
      String path,
      Map<?, ?> document,
      List<AppDraft> drafts,
      List<ResourceDraft> resources,
      List<Violation> violations) {
    Map<String, Object> keyed = keyed(document);
    String kind = String.valueOf(keyed.getOrDefault("kind", APP));
    if (kind.equals(APP)) {
      drafts.add(AppReader.read(keyed));
    } else if (RESOURCES.contains(kind)) {
      resources.add(ResourceReader.read(kind, keyed));
    } else {
      violations.add(
          new Violation(
              path.isEmpty() ? "kind" : path + ".kind",
              "`" + kind + "` is no kind" + Keys.suggestion(kind, KINDS) + "; kinds: " + KINDS));
    }
  }

  /**
   * Reads the one resource of a text whose kind the path of the request tells.
   *
   * @return the draft, or what is wrong with the text as a whole
   */
  public static Checked<ResourceDraft> resource(String kind, String text) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (!violations.isEmpty()) {
      return new Checked.Invalid<>(violations);
    }
    if (documents.size() != 1 || !(documents.getFirst() instanceof Map<?, ?> map)) {
      return new Checked.Invalid<>(List.of(new Violation("", "must be one map of keys")));
    }
    return new Checked.Valid<>(ResourceReader.read(kind, keyed(map)));
  }

  private static Map<String, Object> keyed(Map<?, ?> document) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    document.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }
}
