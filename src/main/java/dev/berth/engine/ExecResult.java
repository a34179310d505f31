package dev.berth.engine;

/** How a command in a container ended; its output is both streams, at most its last 4 KiB. */
public record ExecResult(int exitCode, String output) {}
