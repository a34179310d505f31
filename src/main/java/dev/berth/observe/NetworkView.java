package dev.berth.observe;

import java.util.SortedMap;

/** A network of the engine. */
public record NetworkView(
    String id, String name, String driver, boolean internal, SortedMap<String, String> labels) {}
