package dev.berth.engine;

/**
 * A Swarm, as one of its engines tells it.
 *
 * @param cluster id that no other Swarm has; empty where it is none
 * @param node id of the engine that was asked
 * @param isManager whether that one can be asked for more
 * @param managers how many there are
 * @param version of the engine
 */
public record SwarmInfo(
    String cluster, String node, boolean isManager, int managers, String version) {}
