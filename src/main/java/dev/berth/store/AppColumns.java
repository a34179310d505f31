package dev.berth.store;

import dev.berth.state.DesiredApp;
import java.time.Duration;

/** The columns of an app, but for its version. */
final class AppColumns {
  private AppColumns() {}

  static void write(DesiredApp next, AppText texts, AppEntity entity) {
    entity.name = next.name();
    entity.uid = next.uid();
    entity.generation = next.generation();
    entity.revision = next.revision();
    entity.declared = texts.write(next.declared());
    entity.resolved = texts.write(next.app());
    entity.annotations = NotesText.write(next.notes().annotations());
    entity.managers = next.notes().managers();
    entity.createdAt = next.createdAt();
    entity.restartedAt = next.restartedAt().orElse(null);
    entity.haltGraceMillis = next.halt().grace().map(Duration::toMillis).orElse(null);
    entity.haltSignal = next.halt().signal().orElse(null);
    entity.deletionAskedAt = next.deletion().map(d -> d.requestedAt()).orElse(null);
    entity.deletionVolumes = next.deletion().map(d -> d.volumes()).orElse(false);
    QuarantineColumns.write(next.quarantine(), entity);
    ProgressColumns.write(next.progress(), entity);
  }
}
