package dev.berth.engine;

/**
 * An engine.
 *
 * @param apiVersion the one in use between Berth and it
 * @param memoryBytes of its machine
 */
public record EngineInfo(
    String name,
    String version,
    String apiVersion,
    String operatingSystem,
    int cpus,
    long memoryBytes) {}
