package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers to questions about things that are declared. */
@Singleton
class KubeReads {
  private final ResourceQueries resourceQueries;

  KubeReads(ResourceQueries resourceQueries) {
    this.resourceQueries = resourceQueries;
  }

  DeclaredResource find(ApiResource apiResource, String name) {
    return resourceQueries
        .find(apiResource.kind(), name)
        .orElseThrow(() -> KubeException.notFound(apiResource, name));
  }

  Map<String, Object> get(KubeShape shape, String name, Accept accept) {
    return shape.shown(find(shape.resource(), name), accept);
  }

  Map<String, Object> list(KubeShape shape, KubeQueries queries, Accept accept) {
    Optional<String> after = queries.text("continue").map(KubeReads::after);
    Page page =
        resourceQueries.list(
            shape.resource().kind(), queries.wanted(), queries.number("limit", 0), after);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(page.number()));
    page.next().ifPresent(token -> metadata.put("continue", token));
    page.next().ifPresent(token -> metadata.put("remainingItemCount", page.remaining()));
    return accept.table()
        ? shape.table(metadata, page.items(), accept)
        : KubeObjects.list(
            shape.kind() + "List",
            shape.apiVersion(),
            metadata,
            page.items().stream().map(shape::object).toList());
  }

  private static String after(String token) {
    return Page.after(token)
        .orElseThrow(() ->
            KubeException.gone(
                "The provided continue parameter is too old or not one of this server's"));
  }

  /** A stream of changes; begins to fail here if changes since its start are forgotten. */
  KubeWatch watch(KubeShape shape, KubeQueries queries, Accept accept) {
    ResourceFilter resourceFilter =
        resourceQueries.within(shape.resource().kind(), queries.wanted());
    return new KubeWatch(
        resourceQueries, shape, resourceFilter, accept, KubeWatch.Options.of(queries));
  }

  List<DeclaredResource> all(ApiResource apiResource, ResourceFilter resourceFilter) {
    return resourceQueries.list(apiResource.kind(), resourceFilter, 0, Optional.empty()).items();
  }
}
