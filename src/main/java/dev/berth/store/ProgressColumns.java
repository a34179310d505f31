package dev.berth.store;

import dev.berth.state.RolloutProgress;
import java.util.Objects;
import java.util.Optional;

/** The columns of an app that tell how far its requests have gone over. */
final class ProgressColumns {
  private ProgressColumns() {}

  static void write(RolloutProgress progress, AppEntity row) {
    row.progressTarget = progress.target();
    row.progressStep = progress.step();
    row.progressSince = progress.since().orElse(null);
    row.progressPromoted = progress.promoted();
    row.progressPaused = progress.paused();
    row.progressDividedAt = progress.dividedAt().orElse(null);
    row.progressAborted = progress.aborted();
  }

  static RolloutProgress read(AppEntity row) {
    return new RolloutProgress(
        Objects.toString(row.progressTarget, ""),
        row.progressStep,
        Optional.ofNullable(row.progressSince),
        row.progressPromoted,
        row.progressPaused,
        Optional.ofNullable(row.progressDividedAt),
        row.progressAborted);
  }
}
