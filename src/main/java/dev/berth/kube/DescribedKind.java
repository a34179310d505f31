package dev.berth.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A kind that schemas tell of.
 *
 * @param path of all of them
 * @param schema its name in the catalog of schemas
 */
record DescribedKind(String path, String schema, String group, String kind, boolean isWritable) {

  static final List<DescribedKind> OWN =
      Arrays.stream(ApiResource.values())
          .map(own ->
              new DescribedKind(
                  "/apis/" + ApiResource.API_VERSION + "/" + own.plural(),
                  own.kind(),
                  ApiResource.GROUP,
                  own.kind(),
                  own.isWritable()))
          .toList();

  static final List<DescribedKind> CORE =
      List.of(
          new DescribedKind("/api/v1/namespaces/{namespace}/pods", "Pod", "", "Pod", false),
          new DescribedKind(
              "/api/v1/namespaces/{namespace}/secrets", "CoreSecret", "", "Secret", true));

  Map<String, String> gvk() {
    return Map.of("group", group, "version", "v1", "kind", kind);
  }
}
