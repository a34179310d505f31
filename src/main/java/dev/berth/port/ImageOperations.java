package dev.berth.port;

import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port for what people ask of images. Methods throw {@link Refused} for what cannot be done,
 * and {@link EngineInventory.Unavailable} when the engine does not answer.
 */
public interface ImageOperations {

  /** An image by reference or id. */
  Optional<EngineInventory.ImageReport> find(String reference);

  /** Gives an image one more name. */
  void tag(String reference, String name);

  /** Says what {@link #tag} would come to. */
  Tagged dryRunTag(String reference, String name);

  /** Takes a name from an image, and the image with its last; {@code force}: though it is used. */
  Removed remove(String reference, boolean force);

  /** Says what {@link #remove} would take; of layers it does not know. */
  Removed dryRunRemoval(String reference, boolean force);

  /** Removes, or with {@code dryRun} only names, images that nobody needs. */
  List<EngineInventory.ImageReport> prune(Prune prune);

  /** Begins to pull an image. */
  Operation pull(String reference);

  /** Says what {@link #pull} would begin with; no registry is asked. */
  Transfer dryRunPull(String reference);

  /** Begins to send an image to the registry that its name tells. */
  Operation push(String reference);

  /** Begins to build the image of a service though it was built before. */
  Operation build(DesiredApp app, Service service, Rebuild how);

  /** Says what {@link #build} would make: its reference. */
  String dryRunBuild(DesiredApp app, Service service);

  /** Says what {@link #push} would begin with; no registry is asked. */
  Transfer dryRunPush(String reference);

  /** Those at work and the last that were, newest first. */
  List<Operation> operations();

  Optional<Operation> operation(String id);

  /** Waits for a change after a version; answers what is there when time is up. */
  Optional<Operation> operation(String id, long version, Duration limit)
      throws InterruptedException;

  /** Ends an operation; one that is over stays as it is. */
  Optional<Operation> cancel(String id);

  /**
   * An image with one more name.
   *
   * @param takenFrom id of another image that has the name before
   */
  record Tagged(EngineInventory.ImageReport image, Optional<String> takenFrom) {}

  /**
   * How something is built again.
   *
   * @param withoutCache whether every step is done anew
   * @param pull whether bases are looked for in their registries though they are there
   * @param rollout whether the revision that is wanted takes it; else the next one does
   */
  record Rebuild(boolean withoutCache, boolean pull, boolean rollout) {}

  /**
   * A pull or a push.
   *
   * @param registry host of the registry that the reference tells; a mirror may be asked first
   */
  record Transfer(Operation.Kind kind, String reference, String registry) {}

  /** What a removal took: names, and ids of images and their layers. */
  record Removed(List<String> untagged, List<String> deleted) {
    public Removed {
      untagged = List.copyOf(untagged);
      deleted = List.copyOf(deleted);
    }
  }

  /**
   * Which images go.
   *
   * @param all those with a name as well
   * @param unmanaged those that this Berth did not build as well
   * @param until made that long ago
   */
  record Prune(
      boolean dryRun,
      boolean all,
      boolean unmanaged,
      Optional<Duration> until,
      Map<String, String> labels) {
    public Prune {
      labels = Map.copyOf(labels);
    }
  }

  /** Something that cannot be done with images as they are. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** Why, coarsely. */
    public enum Kind {
      NOT_FOUND,
      IN_USE,
      INVALID
    }

    public Refused(Kind kind, String message) {
      super(message, null, false, false);
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
