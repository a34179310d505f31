package dev.berth.kube;

import java.util.List;

/**
 * A resource as discovery tells it.
 *
 * @param parts what is below one of them: {@code apps/NAME/scale}
 */
record ServedResource(
    String plural,
    String singular,
    String kind,
    boolean isNamespaced,
    List<String> verbs,
    List<String> shortNames,
    List<String> categories,
    List<Part> parts) {

  /** Something below a resource, of a kind that may be another group's. */
  record Part(String name, String group, String version, String kind, List<String> verbs) {}

  private static final Part SCALE =
      new Part(
          "scale", Scales.GROUP, Scales.VERSION, Scales.KIND, List.of("get", "patch", "update"));

  static ServedResource of(ApiResource own) {
    return new ServedResource(
        own.plural(),
        own.singular(),
        own.kind(),
        false,
        own.verbs(),
        List.of(),
        own.categories(),
        own == ApiResource.APPS ? List.of(SCALE) : List.of());
  }

  static ServedResource cluster(String plural, String kind, List<String> verbs) {
    return of(plural, kind, false, verbs);
  }

  static ServedResource namespaced(String plural, String kind, List<String> verbs) {
    return of(plural, kind, true, verbs);
  }

  private static ServedResource of(
      String plural, String kind, boolean isNamespaced, List<String> verbs) {
    String singular = plural.substring(0, plural.length() - 1);
    return new ServedResource(
        plural, singular, kind, isNamespaced, verbs, List.of(), List.of(), List.of());
  }

  ServedResource with(List<String> shorter, List<String> categories) {
    return new ServedResource(
        plural, singular, kind, isNamespaced, verbs, shorter, categories, parts);
  }

  ServedResource with(List<Part> below) {
    return new ServedResource(
        plural, singular, kind, isNamespaced, verbs, shortNames, categories, below);
  }
}
