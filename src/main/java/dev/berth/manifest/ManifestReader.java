package dev.berth.manifest;

import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.Keys;
import dev.berth.spec.codec.PortCount;
import dev.berth.spec.codec.ResourceReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads manifests: one or several documents, YAML or JSON, envelope or flat. */
public final class ManifestReader {
  private static final String APP = "App";
  private static final Set<String> RESOURCES = Set.of("Source", "Registry", "Secret", "Engine");
  private static final Set<String> KINDS =
      new TreeSet<>(Set.of(APP, "Source", "Registry", "Secret", "Engine"));

  private static final Set<String> ENVELOPE = Set.of("apiVersion", "kind", "metadata", "spec");

  private ManifestReader() {}

  /**
   * What a text holds.
   *
   * @param documents that could be read as some kind, in order
   * @param violations that are no document's own: broken YAML, none at all, another kind
   * @param enveloped whether the first document has a key of the envelope, which nothing but a
   *     manifest has
   */
  public record Manifest(List<Document> documents, List<Violation> violations, boolean enveloped) {
    public Manifest {
      documents = List.copyOf(documents);
      violations = List.copyOf(violations);
    }

    /** One for each app, in order. */
    public List<AppDraft> drafts() {
      return documents.stream()
          .flatMap(d -> d instanceof Document.OfApp app ? Stream.of(app.draft()) : Stream.empty())
          .toList();
    }

    /** One for each document of another kind, in order. */
    public List<ResourceDraft> resources() {
      return documents.stream()
          .flatMap(d ->
              d instanceof Document.OfResource other ? Stream.of(other.draft()) : Stream.empty())
          .toList();
    }
  }

  /** One document of a text. */
  public sealed interface Document {
    /** What to put before its paths: {@code [2].}, or nothing where it is the only one. */
    String place();

    record OfApp(String place, AppDraft draft) implements Document {}

    record OfResource(String place, ResourceDraft draft) implements Document {}
  }

  /** Reads a text; never fails. */
  public static Manifest read(String text) {
    List<Violation> violations = new ArrayList<>();
    List<Document> read = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    long ports = 0;
    for (int i = 0; i < documents.size(); i++) {
      String path = documents.size() > 1 ? "[" + i + "]" : "";
      ports += PortCount.of(documents.get(i));
      if (i > 0 && ports > PortCount.MOST) {
        violations.add(new Violation(path, "with all before it " + PortCount.refusal(ports)));
        break;
      }
      if (documents.get(i) instanceof Map<?, ?> map) {
        read(path.isEmpty() ? "" : path + ".", map, read, violations);
      } else {
        violations.add(new Violation(path, "must be a map of keys"));
      }
    }
    if (documents.isEmpty() && violations.isEmpty()) {
      violations.add(new Violation("", "is empty: there must be at least one document"));
    }
    return new Manifest(read, violations, isEnveloped(documents));
  }

  private static boolean isEnveloped(List<Object> documents) {
    return !documents.isEmpty()
        && documents.getFirst() instanceof Map<?, ?> first
        && ENVELOPE.stream().anyMatch(first::containsKey);
  }

  private static void read(
      String place, Map<?, ?> document, List<Document> read, List<Violation> violations) {
    Map<String, Object> keyed = keyed(document);
    String kind = String.valueOf(keyed.getOrDefault("kind", APP));
    if (kind.equals(APP)) {
      read.add(new Document.OfApp(place, AppReader.read(keyed)));
    } else if (RESOURCES.contains(kind)) {
      read.add(new Document.OfResource(place, ResourceReader.read(kind, keyed)));
    } else {
      violations.add(
          new Violation(
              place + "kind",
              "`" + kind + "` is no kind" + Keys.suggestion(kind, KINDS) + "; kinds: " + KINDS));
    }
  }

  /**
   * Reads the one resource of a text whose kind the path of the request tells.
   *
   * @return the draft, or what is wrong with the text as a whole
   */
  public static Validated<ResourceDraft> resource(String kind, String text) {
    List<Violation> violations = new ArrayList<>();
    List<Object> documents = YamlTree.documents(text, violations);
    if (!violations.isEmpty()) {
      return new Validated.Invalid<>(violations);
    }
    if (documents.size() != 1 || !(documents.getFirst() instanceof Map<?, ?> map)) {
      return new Validated.Invalid<>(List.of(new Violation("", "must be one map of keys")));
    }
    return new Validated.Valid<>(ResourceReader.read(kind, keyed(map)));
  }

  private static Map<String, Object> keyed(Map<?, ?> document) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    document.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }
}
