package dev.berth.api.http;

import java.util.List;
import java.util.regex.Pattern;

/** The media types that paths take, for who sent another. */
public final class MediaTypes {
  private static final Pattern COMPOSE = Pattern.compile("/v1/compose/?");

  private static final Pattern BACKUP = Pattern.compile("/v1/system/backup/?");

  private MediaTypes() {}

  /** What a method of a path takes. */
  static List<String> taken(String method, String path) {
    if (method.equals("PATCH")) {
      return List.of(Patching.MERGE, Patching.JSON);
    }
    if (BACKUP.matcher(path).matches()) {
      return List.of("text/plain (the passphrase alone)");
    }
    return COMPOSE.matcher(path).matches()
        ? List.of(
            "application/yaml (a Compose file)",
            "application/x-tar, application/gzip or application/zip (its folder)")
        : List.of("application/yaml", "application/json");
  }

  /** As a refusal tells it. */
  public static String advice(String method, String path) {
    return "send Content-Type: " + String.join(" or ", taken(method, path));
  }
}
