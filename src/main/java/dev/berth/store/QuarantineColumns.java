package dev.berth.store;

import dev.berth.state.Quarantine;
import java.util.Objects;
import java.util.Optional;

/** The columns of an app that tell which revision of it has failed. */
final class QuarantineColumns {
  private QuarantineColumns() {}

  static void write(Optional<Quarantine> quarantine, AppEntity row) {
    row.quarantineRevision = quarantine.map(Quarantine::revision).orElse(null);
    row.quarantineGeneration = quarantine.map(Quarantine::generation).orElse(null);
    row.quarantineTarget = quarantine.map(Quarantine::target).orElse(null);
    row.quarantineReason = quarantine.map(Quarantine::reason).orElse(null);
    row.quarantineMessage =
        quarantine.map(Quarantine::message).map(StoredHistory::cut).orElse(null);
    row.quarantineSince = quarantine.map(Quarantine::since).orElse(null);
  }

  static Optional<Quarantine> read(AppEntity row) {
    if (row.quarantineRevision == null
        || row.quarantineGeneration == null
        || row.quarantineTarget == null
        || row.quarantineSince == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Quarantine(
            row.quarantineRevision,
            row.quarantineGeneration,
            row.quarantineTarget,
            Objects.toString(row.quarantineReason, ""),
            Objects.toString(row.quarantineMessage, ""),
            row.quarantineSince));
  }
}
