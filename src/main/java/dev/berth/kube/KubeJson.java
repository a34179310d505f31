package dev.berth.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of maps and lists as JSON, and back. */
final class KubeJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};
  private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};

  private KubeJson() {}

  static String text(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is made of maps, lists, texts and numbers", e);
    }
  }

  static Map<String, Object> tree(String text) {
    try {
      return JSON.readValue(text, TREE);
    } catch (JsonProcessingException e) {
      throw KubeException.bad("the body is not a JSON object: " + e.getOriginalMessage());
    }
  }

  static List<Map<String, Object>> list(String text) {
    try {
      return text.isEmpty() ? List.of() : JSON.readValue(text, LIST);
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }
}
