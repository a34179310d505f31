package dev.berth.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Trees of maps and lists as JSON. */
public final class JsonMaps {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMaps() {}

  public static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is made of maps, lists, texts and numbers", e);
    }
  }
}
