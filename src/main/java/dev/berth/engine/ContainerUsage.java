package dev.berth.engine;

import java.time.Instant;

/**
 * What a container uses. What is counted is counted from its start.
 *
 * @param at when the engine has read it, by its clock
 * @param cpuNanos time of processors
 * @param memoryBytes what it holds, without files that the kernel keeps in memory and could drop
 * @param memoryLimitBytes what it may hold; the machine's memory where it has no limit
 * @param receivedBytes over all its networks; likewise {@code sentBytes}
 * @param readBytes from disks; likewise {@code writtenBytes}
 * @param processes threads too
 */
public record ContainerUsage(
    Instant at,
    long cpuNanos,
    long memoryBytes,
    long memoryLimitBytes,
    long receivedBytes,
    long sentBytes,
    long readBytes,
    long writtenBytes,
    long processes) {}
