package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import java.util.SortedMap;
import java.util.TreeMap;

/** Annotations as text. */
final class NotesText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> PAIRS = new TypeReference<>() {};

  private NotesText() {}

  static String write(SortedMap<String, String> annotations) {
    try {
      return JSON.writeValueAsString(annotations);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("annotations cannot be written as JSON", e);
    }
  }

  static SortedMap<String, String> read(String text) {
    try {
      return JSON.readValue(text, PAIRS);
    } catch (JsonProcessingException e) {
      throw new DatabaseDamage("stored annotations are not JSON", e);
    }
  }
}
