package dev.berth.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kind that schemas tell of.
 *
 * @param path of all of them
 * @param schema its name in the catalog of schemas
 */
record DescribedKind(String path, String schema, String group, String kind, boolean isWritable) {

  /** Below each app: a kind of Kubernetes' own. */
  private static final DescribedKind SCALE =
      new DescribedKind(
          "/apis/" + ApiResource.API_VERSION + "/" + ApiResource.APPS.plural() + "/{name}/scale",
          Scales.KIND,
          Scales.GROUP,
          Scales.KIND,
          true);

  static final List<DescribedKind> OWN = Stream.concat(apiResources(), Stream.of(SCALE)).toList();

  private static Stream<DescribedKind> apiResources() {
    return Arrays.stream(ApiResource.values())
        .map(own ->
            new DescribedKind(
                "/apis/" + ApiResource.API_VERSION + "/" + own.plural(),
                own.kind(),
                ApiResource.GROUP,
                own.kind(),
                own.isWritable()));
  }

  static final List<DescribedKind> CORE =
      List.of(
          new DescribedKind("/api/v1/namespaces/{namespace}/pods", "Pod", "", "Pod", false),
          new DescribedKind(
              "/api/v1/namespaces/{namespace}/secrets", "CoreSecret", "", "Secret", true));

  /** Whether there is one below each of something else, and no list. */
  boolean isBelow() {
    return path.contains("{name}");
  }

  Map<String, String> gvk() {
    return Map.of("group", group, "version", "v1", "kind", kind);
  }
}
