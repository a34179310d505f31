package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Snapshot;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;

/** Something that is known beside the engine, laid over what the engine says of an app. */
@FunctionalInterface
interface SnapshotOverlay {

  /** What is there, with that. {@code now} is by the steady clock. */
  Snapshot over(Snapshot seen, DesiredApp desired, Instant now);

  /** One of containers alone. */
  static SnapshotOverlay ofContainers(OfContainers overlay) {
    return (seen, desired, now) ->
        seen.withContainers(overlay.over(seen.containers(), desired, now));
  }

  /** What is known of containers. */
  @FunctionalInterface
  interface OfContainers {
    List<ContainerView> over(List<ContainerView> containers, DesiredApp desired, Instant now);
  }
}
