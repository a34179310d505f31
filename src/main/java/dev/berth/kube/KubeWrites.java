package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
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
    Receipt<?> receipt =
        apiResource == ApiResource.APPS
            ? door(writeOptions)
                .put(
                    KubeDrafts.app(next.tree(), next.managers(), writeOptions),
                    new Precondition.Absent(),
                    writeOptions.author())
            : put(apiResource, next, writeOptions);
    if (receipt instanceof Receipt.PreconditionFailed<?>) {
      throw new KubeException(
          409,
          "AlreadyExists",
          apiResource.plural() + ".berth.dev \"" + name + "\" already exists",
          KubeException.details(apiResource, name, java.util.List.of()));
    }
    return new Written(declared(apiResource, name, receipt), true);
  }

  private Receipt<Resource> put(
      ApiResource apiResource, KubePatches.Next next, KubeWriteOptions writeOptions) {
    ResourceKind kind = kind(apiResource);
    var draft = KubeDrafts.resource(apiResource, next.tree(), next.managers(), writeOptions);
    return writeOptions.dryRun()
        ? resourceIntake.dryRun(kind, draft, new Precondition.Absent())
        : resourceIntake.put(kind, draft, new Precondition.Absent());
  }

  /** Changes what is there. */
  Written change(
      ApiResource apiResource,
      String name,
      KubePatches.Change change,
      KubeWriteOptions writeOptions) {
    Receipt<?> receipt =
        apiResource == ApiResource.APPS
            ? app(name, change, writeOptions)
            : other(apiResource, name, change, writeOptions);
    return new Written(declared(apiResource, name, receipt), false);
  }

  private Receipt<DesiredApp> app(
      String name, KubePatches.Change change, KubeWriteOptions writeOptions) {
    return optimisticUpdates.amend(
        door(writeOptions),
        name,
        new Precondition.None(),
        writeOptions.author(),
        before -> {
          KubePatches.Next next = change.from(resourceQueries.of(before));
          return KubeDrafts.app(next.tree(), next.managers(), writeOptions);
        });
  }

  private Receipt<Resource> other(
      ApiResource apiResource,
      String name,
      KubePatches.Change change,
      KubeWriteOptions writeOptions) {
    ResourceKind kind = kind(apiResource);
    return optimisticUpdates.amend(
        resourceIntake,
        kind,
        name,
        new Precondition.None(),
        writeOptions.dryRun(),
        before -> {
          KubePatches.Next next = change.from(resourceQueries.of(kind, before));
          return KubeDrafts.resource(apiResource, next.tree(), next.managers(), writeOptions);
        });
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
    Receipt<?> receipt =
        switch (thing) {
          case DeclaredResource.OfApp app ->
              door(writeOptions)
                  .remove(app.name(), false, new Precondition.None(), writeOptions.author());
          case DeclaredResource.OfResource other when writeOptions.dryRun() ->
              new Receipt.Accepted<>(Receipt.Outcome.UPDATED, other.resource());
          case DeclaredResource.OfResource other ->
              resourceIntake.remove(other.type(), other.name(), new Precondition.None());
        };
    return declared(apiResource, thing.name(), receipt);
  }

  private DeclaredResource declared(ApiResource apiResource, String name, Receipt<?> receipt) {
    return switch (KubeRefusals.accepted(apiResource, name, receipt).desired()) {
      case DesiredApp app -> resourceQueries.of(app);
      case Resource other -> resourceQueries.of(kind(apiResource), other);
      default -> throw new IllegalStateException("is neither app nor resource: " + receipt);
    };
  }

  private Intake door(KubeWriteOptions writeOptions) {
    return writeOptions.dryRun() ? intake.dryRun() : intake;
  }

  private ResourceKind kind(ApiResource apiResource) {
    return resourceIntake
        .kind(apiResource.plural())
        .orElseThrow(() ->
            KubeException.of(
                404, "NotFound", "this Berth does not keep any " + apiResource.plural()));
  }
}
