package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Vault;
import dev.berth.spec.draft.AppReader;
import dev.berth.spec.draft.AppTree;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Apps as text: their canonical tree as JSON, which later versions of Berth can still read. One in
 * which a password stands is sealed as a whole.
 */
@ApplicationScoped
class AppText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final Vault vault;

  AppText(Vault vault) {
    this.vault = vault;
  }

  /** What is to be made true of an app. */
  String resolved(App declared, App resolved) {
    boolean isSecret =
        declared.services().values().stream()
            .flatMap(service -> service.links().stream())
            .anyMatch(link -> link.auth().orElse(false));
    String text = write(resolved);
    return isSecret ? vault.seal(text) : text;
  }

  /** Sealed or not. */
  App read(String text) {
    return parse(isSealed(text) ? vault.open(text) : text);
  }

  static boolean isSealed(String text) {
    return !text.startsWith("{");
  }

  static String write(App app) {
    try {
      return JSON.writeValueAsString(AppTree.full(app));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("app " + app.name() + " cannot be written as JSON", e);
    }
  }

  private static App parse(String text) {
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
