package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.secret.Vault;
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

  /** The text of an app, sealed where it bears what nobody may read. */
  String write(App app) {
    String text = plain(app);
    return isSecret(app) ? vault.seal(text) : text;
  }

  /** Passwords of links stand in what was resolved, and in nothing that somebody wrote. */
  private static boolean isSecret(App app) {
    return app.bearsSecrets()
        || app.services().values().stream()
            .flatMap(service -> service.links().stream())
            .anyMatch(link -> link.auth().orElse(false));
  }

  /** Sealed or not. */
  App read(String text) {
    return parse(isSealed(text) ? vault.open(text) : text);
  }

  static boolean isSealed(String text) {
    return !text.startsWith("{");
  }

  /** Whether it is sealed with an older key, or by an older Berth not at all. */
  boolean isStale(String text) {
    return isSealed(text) ? vault.isStale(text) : isSecret(parse(text));
  }

  /** Whether it would be stale after another key. */
  boolean ages(String text) {
    return isSealed(text) || isStale(text);
  }

  /** The same, sealed with the key of now. */
  String fresh(String text) {
    return isStale(text) ? vault.seal(isSealed(text) ? vault.open(text) : text) : text;
  }

  private static String plain(App app) {
    try {
      return JSON.writeValueAsString(AppWriter.full(app));
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
      throw new DatabaseDamage("stored app is not JSON", e);
    }
  }
}
