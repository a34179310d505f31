package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.draft.AppReader;
import dev.berth.spec.draft.AppTree;
import java.util.Map;

/** Apps as text: their canonical tree as JSON, which later versions of Berth can still read. */
final class AppText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private AppText() {}

  static String write(App app) {
    try {
      return JSON.writeValueAsString(AppTree.document(app));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("app " + app.name() + " cannot be written as JSON", e);
    }
  }

  static App read(String text) {
    try {
      AppDraft draft = AppReader.read(JSON.readValue(text, TREE));
      if (!draft.violations().isEmpty()) {
        throw new IllegalStateException("stored app cannot be read: " + draft.violations());
      }
      return draft.app();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored app is not JSON", e);
    }
  }
}
