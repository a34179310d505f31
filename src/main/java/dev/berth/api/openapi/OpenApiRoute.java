package dev.berth.api.openapi;

import dev.berth.manifest.SchemaCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * What {@code operations.yaml} says of one operation.
 *
 * @param source path as the resource class has it, with {@code {plural}} in it
 * @param answers schema, {@code text}, {@code bytes} or {@code none} by status
 * @param problems beside those that every operation may answer
 */
record OpenApiRoute(
    PathItem.HttpMethod method,
    String path,
    String source,
    String id,
    List<String> queries,
    Optional<String> body,
    Map<String, String> answers,
    Optional<String> events,
    List<String> problems) {

  /** Kinds by what stands for {@code {plural}} in a path. */
  private static final Map<String, String> KINDS = kinds();

  private static final String PLURAL = "{plural}";

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("sources", "Source");
    kinds.put("registries", "Registry");
    kinds.put("secrets", "Secret");
    kinds.put("engines", "Engine");
    return kinds;
  }

  /** All of them, in order; what is said of {@code {plural}} once for each kind. */
  static List<OpenApiRoute> all() {
    List<OpenApiRoute> all = new ArrayList<>();
    SchemaCatalog.operations()
        .forEach((route, tree) -> {
          if (route.contains(PLURAL)) {
            KINDS.forEach((plural, kind) -> all.add(of(route, tree, plural, kind)));
          } else {
            all.add(of(route, tree, "sources", "Source"));
          }
        });
    return all;
  }

  private static OpenApiRoute of(
      String route, Map<String, Object> tree, String plural, String kind) {
    String[] parts = route.split(" ", 2);
    String kinds = Character.toUpperCase(plural.charAt(0)) + plural.substring(1);
    Map<String, String> answers = new LinkedHashMap<>();
    if (tree.get("answers") instanceof Map<?, ?> map) {
      map.forEach((code, schema) ->
          answers.put(String.valueOf(code), String.valueOf(schema).replace("{Kind}", kind)));
    }
    return new OpenApiRoute(
        PathItem.HttpMethod.valueOf(parts[0]),
        parts[1].replace(PLURAL, plural),
        parts[1].replaceFirst("^/v1/sources", "/v1/{plural}"),
        text(tree, "id").orElseThrow().replace("{Kinds}", kinds).replace("{Kind}", kind),
        texts(tree, "query"),
        text(tree, "body").map(body -> body.replace("{Kind}", kind)),
        answers,
        text(tree, "events").map(events -> events.replace("{Kind}", kind)),
        texts(tree, "problems"));
  }

  private static Optional<String> text(Map<String, Object> tree, String key) {
    return Optional.ofNullable(tree.get(key)).map(String::valueOf);
  }

  private static List<String> texts(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** What its answers are about, in the words of who reads. */
  String said(String text) {
    String plural = area();
    return Optional.ofNullable(KINDS.get(plural))
        .map(kind ->
            text.replace("resources of a kind", plural)
                .replace("a resource", "a " + kind.toLowerCase(java.util.Locale.ROOT)))
        .orElse(text);
  }

  /** First part of its path. */
  String area() {
    return path.split("/", -1)[2];
  }

  boolean isWrite() {
    return method != PathItem.HttpMethod.GET;
  }
}
