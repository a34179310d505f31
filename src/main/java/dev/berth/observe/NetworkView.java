package dev.berth.observe;

import java.util.SortedMap;

/** A network of the engine. */
public record NetworkView(String id, String name, SortedMap<String, String> labels) {}
