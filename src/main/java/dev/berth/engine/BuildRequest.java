package dev.berth.engine;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What to build.
 *
 * @param tag name of the result
 * @param dockerfile its path inside the context
 */
public record BuildRequest(
    String tag,
    String dockerfile,
    SortedMap<String, String> args,
    Optional<String> target,
    SortedMap<String, String> labels,
    boolean noCache,
    boolean pull) {}
