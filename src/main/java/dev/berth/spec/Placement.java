package dev.berth.spec;

import java.util.Optional;

/**
 * Where an app lies.
 *
 * @param engine the {@code Engine} that it is made on; empty: the one of {@code
 *     berth.engine.default}
 * @param abandonVolumes whether a move to another engine may leave the data of its volumes behind
 * @param volumes what volumes of one node mean for where tasks of a Swarm run
 */
public record Placement(Optional<String> engine, boolean abandonVolumes, Volumes volumes) {
  /** Nothing is said of it. */
  public static final Placement DEFAULT = new Placement(Optional.empty(), false, Volumes.PINNED);

  /** What volumes that lie on one node mean for where tasks run. */
  public enum Volumes {
    /** Who has one stays on the node where it was made. */
    PINNED("pinned"),
    /** Tasks go where there is room, and leave data behind. */
    FLOAT("float");

    private final String text;

    Volumes(String text) {
      this.text = text;
    }

    /** As manifests spell it. */
    public String text() {
      return text;
    }
  }

  /** The engine that Berth has without a resource: of {@code berth.engine.host}. */
  public static final String LOCAL = "local";
}
