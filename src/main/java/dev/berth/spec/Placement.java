package dev.berth.spec;

import java.util.Optional;

/**
 * Where an app lies.
 *
 * @param engine the {@code Engine} that it is made on; empty: the one of {@code
 *     berth.engine.default}
 * @param abandonVolumes whether a move to another engine may leave the data of its volumes behind
 */
public record Placement(Optional<String> engine, boolean abandonVolumes) {
  /** Nothing is said of it. */
  public static final Placement DEFAULT = new Placement(Optional.empty(), false);

  /** The engine that Berth has without a resource: of {@code berth.engine.host}. */
  public static final String LOCAL = "local";
}
