package dev.berth.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An engine.
 *
 * @param id that no other engine has; may be empty
 * @param apiVersion the one in use between Berth and it
 * @param memoryBytes of its machine
 * @param time of its clock, when it answered
 * @param node its id in a Swarm; empty where it is in none
 * @param warnings what it says it cannot do, limits above all
 */
public record EngineInfo(
    String id,
    String name,
    String version,
    String apiVersion,
    String operatingSystem,
    int cpus,
    long memoryBytes,
    Optional<Instant> time,
    String node,
    List<String> warnings) {
  public EngineInfo {
    warnings = List.copyOf(warnings);
  }
}
