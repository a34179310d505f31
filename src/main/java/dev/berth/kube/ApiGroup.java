package dev.berth.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A group of resources in the one version that is served: Berth's own, and as much of Kubernetes'
 * as its clients look for.
 */
record ApiGroup(String name, String version, List<ServedResource> resources) {
  private static final List<String> READ = List.of("get", "list");
  private static final List<String> CREATE = List.of("create");

  /** Without a name, below {@code /api}. */
  static final ApiGroup CORE =
      new ApiGroup(
          "",
          "v1",
          List.of(
              ServedResource.namespaced("events", "Event", READ),
              ServedResource.namespaced("pods", "Pod", List.of("get", "list", "watch"))
                  .with(List.of("po"), List.of())
                  .with(
                      List.of(
                          new ServedResource.Part("exec", "", "v1", "PodExecOptions", CREATE),
                          new ServedResource.Part("log", "", "v1", "Pod", List.of("get")))),
              ServedResource.namespaced("secrets", "Secret", ApiResource.SECRETS.verbs())));

  /** Below {@code /apis}. */
  static final List<ApiGroup> NAMED =
      List.of(
          new ApiGroup(
              ApiResource.GROUP,
              "v1",
              Arrays.stream(ApiResource.values()).map(ServedResource::of).toList()),
          new ApiGroup(
              "authorization.k8s.io",
              "v1",
              List.of(
                  ServedResource.cluster(
                      "selfsubjectaccessreviews", "SelfSubjectAccessReview", CREATE))),
          new ApiGroup(
              "metrics.k8s.io",
              "v1beta1",
              List.of(ServedResource.namespaced("pods", "PodMetrics", READ))));

  static Optional<ApiGroup> of(String name) {
    return NAMED.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  String groupVersion() {
    return name.isEmpty() ? version : name + "/" + version;
  }
}
