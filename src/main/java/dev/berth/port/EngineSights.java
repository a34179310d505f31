package dev.berth.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port to what is known of the engines that were declared; asks none of them. */
public interface EngineSights {

  /** As it was seen last. */
  Sight of(String engine);

  /** Names of the apps that are placed on it, and of those that something is left of there. */
  List<String> apps(String engine);

  /** It was declared, changed or removed. */
  void changed(String engine);

  /**
   * What is known of an engine.
   *
   * @param message why it is not reachable, and what to do; empty while it is
   */
  record Sight(
      boolean isReachable, Optional<Identity> who, Optional<Instant> lastSeen, String message) {

    /** Nobody has asked yet. */
    public static final Sight NONE =
        new Sight(false, Optional.empty(), Optional.empty(), "it was not asked yet");

    /** The same, and why it is out of reach. */
    public Sight lost(String why) {
      return new Sight(false, who, lastSeen, why);
    }
  }

  /** Who answers there; {@code swarm} where it is asked for one. */
  record Identity(String version, int cpus, long memoryBytes, Optional<SwarmSight> swarm) {}

  /**
   * A Swarm.
   *
   * @param managers how many there are
   */
  record SwarmSight(int managers, List<NodeSight> nodes) {
    public SwarmSight {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * A node of a Swarm, in the engine's words.
   *
   * @param trouble why commands and statistics of its tasks cannot be had; empty where they can
   */
  record NodeSight(String name, String state, String availability, String role, String trouble) {}
}
