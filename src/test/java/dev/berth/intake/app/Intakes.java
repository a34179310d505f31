package dev.berth.intake.app;

import dev.berth.gitops.MemoryLedger;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.manifest.LinkCatalog;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Ways in for tests. */
public final class Intakes {
  private Intakes() {}

  /** One that denies nothing. */
  public static Intake over(MemoryState state, Path folder) {
    return new Intake(deps(state, folder));
  }

  /** The same for who may deal with some apps only. */
  public static Intake over(MemoryState state, Path folder, LabelSelector scope) {
    return new Intake(deps(state, folder).guarded(() -> scope, new MemoryLedger()));
  }

  private static IntakeDeps deps(MemoryState state, Path folder) {
    return new IntakeDeps(
        state,
        new LinkCatalog(),
        new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
        draft -> List.of(),
        InstantSource.fixed(Instant.EPOCH),
        app -> {},
        AppSave.PLAIN);
  }
}
