package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes as the Kubernetes API has them, through the one way in. */
@Singleton
class KubeWrites {
  private static final int SUFFIX = 5;

  private final Intake intake;
  private final ResourceIntake resourceIntake;
  private final ResourceQueries resourceQueries;
  private final OptimisticUpdates optimisticUpdates;

  KubeWrites(
      Intake intake,
      ResourceIntake resourceIntake,
      ResourceQueries resourceQueries,
      OptimisticUpdates optimisticUpdates) {
    this.intake = intake;
    this.resourceIntake = resourceIntake;
    this.resourceQueries = resourceQueries;
    this.optimisticUpdates = optimisticUpdates;
  }

  /** What was written, and whether it is new. */
  record Written(DeclaredResource thing, boolean created) {}

  Written create(ApiResource apiResource, Map<String, Object> tree, KubeWriteOptions writeOptions) {
    Map<String, Object> named = named(tree);
    ManagedFields managedFields =
        ManagedFields.NONE.updated(
            writeOptions.manager(), Map.of(), KubeDrafts.canonical(apiResource, named));
    return first(apiResource, new KubePatches.Next(named, managedFields), writeOptions);
  }

  private static Map<String, Object> named(Map<String, Object> tree) {
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(tree));
    String prefix = KubeObjects.text(metadata, "generateName");
    if (KubeObjects.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, SUFFIX));
    }
    Map<String, Object> named = new LinkedHashMap<>(tree);
    named.put("metadata", metadata);
    return named;
  }

  private Written first(
      ApiResource apiResource, KubePatches.Next next, KubeWriteOptions writeOptions) {
    String name = KubeObjects.text(KubeObjects.metadata(next.tree()), "name");
    return first(of(apiResource), apiResource, name, next, writeOptions);
  }

  private static <T> Written first(
      KindWrites<T> writes,
      ApiResource apiResource,
      String name,
      KubePatches.Next next,
      KubeWriteOptions writeOptions) {
    Receipt<T> receipt = writes.create(next, writeOptions);
    if (receipt instanceof Receipt.PreconditionFailed<T>) {
      throw new KubeException(
          409,
          "AlreadyExists",
          apiResource.plural() + ".berth.dev \"" + name + "\" already exists",
          KubeException.details(apiResource, name, List.of()));
    }
    return new Written(declared(writes, apiResource, name, receipt), true);
  }

  /** Changes what is there. */
  Written change(
      ApiResource apiResource,
      String name,
      KubePatches.Change change,
      KubeWriteOptions writeOptions) {
    return change(of(apiResource), apiResource, name, change, writeOptions);
  }

  private static <T> Written change(
      KindWrites<T> writes,
      ApiResource apiResource,
      String name,
      KubePatches.Change change,
      KubeWriteOptions writeOptions) {
    Receipt<T> receipt = writes.change(name, change, writeOptions);
    return new Written(declared(writes, apiResource, name, receipt), false);
  }

  /** Server-side apply: of what is there, or of something new. */
  Written apply(
      ApiResource apiResource,
      String name,
      Map<String, Object> tree,
      KubeWriteOptions writeOptions) {
    return resourceQueries.find(apiResource.kind(), name).isPresent()
        ? change(
            apiResource, name, KubePatches.apply(apiResource, tree, writeOptions), writeOptions)
        : first(apiResource, KubePatches.first(apiResource, tree, writeOptions), writeOptions);
  }

  /** Wants something gone; volumes stay. */
  DeclaredResource delete(
      ApiResource apiResource, DeclaredResource thing, KubeWriteOptions writeOptions) {
    return delete(of(apiResource), apiResource, thing.name(), writeOptions);
  }

  private static <T> DeclaredResource delete(
      KindWrites<T> writes, ApiResource apiResource, String name, KubeWriteOptions writeOptions) {
    return declared(writes, apiResource, name, writes.remove(name, writeOptions));
  }

  private static <T> DeclaredResource declared(
      KindWrites<T> writes, ApiResource apiResource, String name, Receipt<T> receipt) {
    return writes.declared(KubeRefusals.accepted(apiResource, name, receipt).desired());
  }

  /** The one place where apps are told from what is declared beside them. */
  private KindWrites<?> of(ApiResource apiResource) {
    return apiResource == ApiResource.APPS
        ? new KindWrites.OfApps(intake, resourceQueries, optimisticUpdates)
        : new KindWrites.OfOthers(
            apiResource, kind(apiResource), resourceIntake, resourceQueries, optimisticUpdates);
  }

  private ResourceKind kind(ApiResource apiResource) {
    return resourceIntake
        .kind(apiResource.plural())
        .orElseThrow(() ->
            KubeException.of(
                404, "NotFound", "this Berth does not keep any " + apiResource.plural()));
  }
}
