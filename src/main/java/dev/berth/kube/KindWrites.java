package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;

/**
 * The write side of one kind.
 *
 * @param <T> what is stored of it
 */
sealed interface KindWrites<T> {

  /** Stores something of a name that is not taken. */
  Receipt<T> create(KubePatches.Next next, KubeWriteOptions how);

  /** Changes what is there. */
  Receipt<T> change(String name, KubePatches.Change change, KubeWriteOptions how);

  /** Wants something gone; volumes stay. */
  Receipt<T> remove(String name, KubeWriteOptions how);

  /** What was just written, as it is now. */
  DeclaredResource declared(T written);

  /** Apps. */
  record OfApps(Intake intake, ResourceQueries resourceQueries, OptimisticUpdates optimisticUpdates)
      implements KindWrites<DesiredApp> {

    private Intake door(KubeWriteOptions how) {
      return how.dryRun() ? intake.dryRun() : intake;
    }

    @Override
    public Receipt<DesiredApp> create(KubePatches.Next next, KubeWriteOptions how) {
      return door(how)
          .put(
              KubeDrafts.app(next.tree(), next.managers(), how),
              new Precondition.Absent(),
              how.author());
    }

    @Override
    public Receipt<DesiredApp> change(
        String name, KubePatches.Change change, KubeWriteOptions how) {
      return optimisticUpdates.amend(
          door(how),
          name,
          new Precondition.None(),
          how.author(),
          before -> {
            KubePatches.Next next = change.from(resourceQueries.of(before));
            return KubeDrafts.app(next.tree(), next.managers(), how);
          });
    }

    @Override
    public Receipt<DesiredApp> remove(String name, KubeWriteOptions how) {
      return door(how).remove(name, false, new Precondition.None(), how.author());
    }

    @Override
    public DeclaredResource declared(DesiredApp written) {
      return resourceQueries.of(written);
    }
  }

  /** What is declared beside apps. */
  record OfOthers(
      ApiResource apiResource,
      ResourceKind kind,
      ResourceIntake resourceIntake,
      ResourceQueries resourceQueries,
      OptimisticUpdates optimisticUpdates)
      implements KindWrites<Resource> {

    @Override
    public Receipt<Resource> create(KubePatches.Next next, KubeWriteOptions how) {
      ResourceDraft draft = KubeDrafts.resource(apiResource, next.tree(), next.managers(), how);
      return how.dryRun()
          ? resourceIntake.dryRun(kind, draft, new Precondition.Absent())
          : resourceIntake.put(kind, draft, new Precondition.Absent());
    }

    @Override
    public Receipt<Resource> change(String name, KubePatches.Change change, KubeWriteOptions how) {
      return optimisticUpdates.amend(
          resourceIntake,
          kind,
          name,
          new Precondition.None(),
          how.dryRun(),
          before -> {
            KubePatches.Next next = change.from(resourceQueries.of(kind, before));
            return KubeDrafts.resource(apiResource, next.tree(), next.managers(), how);
          });
    }

    @Override
    public Receipt<Resource> remove(String name, KubeWriteOptions how) {
      return how.dryRun()
          ? resourceIntake.dryRunRemoval(kind, name, new Precondition.None())
          : resourceIntake.remove(kind, name, new Precondition.None());
    }

    @Override
    public DeclaredResource declared(Resource written) {
      return resourceQueries.of(kind, written);
    }
  }
}
