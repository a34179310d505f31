package dev.berth.backup;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup says of itself in its first entry.
 *
 * @param schema the last migration of the database
 * @param version number of changes from which to go on
 * @param madeAt a time in ISO 8601
 */
record Contents(String schema, long version, String madeAt) {
  static final String NAME = "backup.json";
  static final String END = "end.json";
  static final String TABLES = "tables/";
  static final String HOME = "home/";

  Map<String, Object> tree() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("schema", schema);
    tree.put("version", version);
    tree.put("madeAt", madeAt);
    return tree;
  }

  static Contents of(com.fasterxml.jackson.databind.JsonNode tree) {
    return new Contents(
        tree.path("schema").asText(), tree.path("version").asLong(), tree.path("madeAt").asText());
  }
}
