package dev.berth.kube;

import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.EngineInventory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Containers as read-only resources. */
@Singleton
class Instances {
  private final EngineInventory engineInventory;
  private final ResourceQueries resourceQueries;
  private final ContainerListings<EngineInventory.ContainerReport> listings =
      new ContainerListings<>();

  Instances(EngineInventory engineInventory, ResourceQueries resourceQueries) {
    this.engineInventory = engineInventory;
    this.resourceQueries = resourceQueries;
  }

  private static List<EngineInventory.ContainerReport> meant(
      List<EngineInventory.ContainerReport> all, ResourceFilter wanted) {
    return all.stream().filter(c -> wanted.meets(c.name(), labels(c))).toList();
  }

  private static Map<String, EngineInventory.ContainerReport> byId(
      List<EngineInventory.ContainerReport> all) {
    Map<String, EngineInventory.ContainerReport> byId = new LinkedHashMap<>();
    all.forEach(c -> byId.put(c.id(), c));
    return byId;
  }

  ContainerWatch<EngineInventory.ContainerReport> watch(KubeQueries queries, Accept accept) {
    return new ContainerWatch<>(
        new Watched(queries.wanted(), accept), resourceQueries, KubeWatch.Options.of(queries));
  }

  /** For a client who looks again and again. */
  private final class Watched implements ContainerWatch.View<EngineInventory.ContainerReport> {
    private final ResourceFilter wanted;
    private final Accept accept;

    Watched(ResourceFilter wanted, Accept accept) {
      this.wanted = wanted;
      this.accept = accept;
    }

    @Override
    public Map<String, EngineInventory.ContainerReport> heard() {
      return byId(meant(engineInventory.heard(), wanted));
    }

    @Override
    public Optional<Map<String, EngineInventory.ContainerReport>> told(long number) {
      return listings.at(number, wanted);
    }

    @Override
    public void remember(long number, Map<String, EngineInventory.ContainerReport> told) {
      listings.remember(number, wanted, told);
    }

    @Override
    public Map<String, Object> shown(EngineInventory.ContainerReport one, long number) {
      return Instances.shown(one, accept, number);
    }

    @Override
    public Map<String, Object> bookmark(Map<String, ?> metadata) {
      return KubeObjects.bookmark(ApiResource.INSTANCES.kind(), ApiResource.API_VERSION, metadata);
    }
  }

  Map<String, Object> list(KubeQueries queries, Accept accept) {
    long number = resourceQueries.now();
    Map<String, Object> metadata = Map.of("resourceVersion", Long.toString(number));
    ResourceFilter wanted = queries.wanted();
    List<EngineInventory.ContainerReport> all = meant(engineInventory.containers(false), wanted);
    listings.remember(number, wanted, byId(all));
    return accept.table()
        ? table(metadata, all, accept)
        : KubeObjects.list(
            "InstanceList",
            ApiResource.API_VERSION,
            metadata,
            all.stream().map(Instances::object).toList());
  }

  Map<String, Object> get(String name, Accept accept) {
    EngineInventory.ContainerReport found =
        engineInventory.containers(false).stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(() -> KubeException.notFound(ApiResource.INSTANCES, name));
    return accept.table() ? table(Map.of(), List.of(found), accept) : object(found);
  }

  /** One at a moment. */
  static Map<String, Object> shown(EngineInventory.ContainerReport c, Accept accept, long number) {
    String version = Long.toString(number);
    if (accept.table()) {
      return table(Map.of("resourceVersion", version), List.of(c), accept);
    }
    Map<String, Object> object = object(c);
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(object));
    metadata.put("resourceVersion", version);
    object.put("metadata", metadata);
    return object;
  }

  private static Map<String, Object> table(
      Map<String, ?> metadata, List<EngineInventory.ContainerReport> all, Accept accept) {
    Instant now = Instant.now();
    return KubeTables.of(
        KubeTables.columns(ApiResource.INSTANCES),
        metadata,
        all.stream().map(c -> KubeTables.row(cells(c, now), object(c), accept.include())).toList());
  }

  private static List<Object> cells(EngineInventory.ContainerReport c, Instant now) {
    return List.of(
        c.name(),
        c.app().orElse("<none>"),
        c.service().orElse("<none>"),
        c.state(),
        c.health(),
        c.image(),
        KubeTables.age(c.createdAt(), now),
        c.ports().isEmpty() ? "<none>" : String.join(",", c.ports()));
  }

  private static Map<String, String> labels(EngineInventory.ContainerReport c) {
    Map<String, String> labels = new LinkedHashMap<>();
    c.app().ifPresent(app -> labels.put("berth.dev/app", app));
    c.service().ifPresent(service -> labels.put("berth.dev/service", service));
    return labels;
  }

  private static Map<String, Object> object(EngineInventory.ContainerReport c) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", c.name());
    metadata.put("uid", c.id());
    metadata.put("labels", labels(c));
    metadata.put("creationTimestamp", c.createdAt().toString());
    Map<String, Object> spec = new LinkedHashMap<>();
    c.app().ifPresent(app -> spec.put("app", app));
    c.service().ifPresent(service -> spec.put("service", service));
    spec.put("image", c.image());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", ApiResource.API_VERSION);
    tree.put("kind", ApiResource.INSTANCES.kind());
    tree.put("metadata", metadata);
    tree.put("spec", spec);
    tree.put("status", Map.of("state", c.state(), "health", c.health(), "ports", c.ports()));
    return tree;
  }
}
