package dev.berth.gitops;

import java.time.Duration;

/** What is measured of sources. */
public interface SyncMeter {
  /** Measures nothing. */
  SyncMeter NONE = (source, took, reason) -> {};

  /**
   * A sync has ended.
   *
   * @param reason of the condition Synced; {@code Synced} if all went well
   */
  void synced(String source, Duration took, String reason);
}
