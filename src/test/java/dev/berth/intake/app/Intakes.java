package dev.berth.intake.app;

import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.manifest.LinkCatalog;
import dev.berth.reconcile.MemoryState;
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
    return new AppIntake(
        state,
        new LinkCatalog(),
        new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
        draft -> List.of(),
        InstantSource.fixed(Instant.EPOCH),
        app -> {},
        AppSave.PLAIN);
  }
}
