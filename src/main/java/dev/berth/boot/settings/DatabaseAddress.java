package dev.berth.boot.settings;

import dev.berth.fault.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where a PostgreSQL is, and who Berth is there.
 *
 * @param url with the limits that let no request hang
 * @param pool most connections at once
 */
public record DatabaseAddress(String url, String username, String password, int pool) {
  private static final String BEGIN = "jdbc:postgresql:";
  private static final int POOL = 16;

  /**
   * What a URL gets that it does not say itself. A server that is gone or hangs is noticed after
   * five seconds when connecting, and after fifteen while answering; ten are enough for what Berth
   * asks. A session that was left in a transaction ends, and with it its locks.
   */
  private static final Map<String, String> LIMITS =
      new TreeMap<>(
          Map.of(
              "ApplicationName", "berth",
              "connectTimeout", "5",
              "socketTimeout", "15",
              "tcpKeepAlive", "true",
              "options",
                  "-c%20statement_timeout=10s%20-c%20idle_in_transaction_session_timeout=15s"));

  /** Never with its password. */
  @Override
  public String toString() {
    return url;
  }

  /** Empty where nothing is set: then the database is the file in BERTH_HOME. */
  public static Optional<DatabaseAddress> of(Function<String, Optional<String>> settings) {
    return settings
        .apply("berth.database.url")
        .map(url ->
            new DatabaseAddress(
                complete(url),
                settings.apply("berth.database.username").orElse("berth"),
                settings
                    .apply("berth.database.password-file")
                    .map(DatabaseAddress::read)
                    .orElse(""),
                settings.apply("berth.database.pool").map(Integer::parseInt).orElse(POOL)));
  }

  static String complete(String url) {
    if (!url.startsWith(BEGIN)) {
      throw new Misconfigured(
          "berth.database.url must begin with "
              + BEGIN
              + "//, as in jdbc:postgresql://HOST:5432/berth; without it the database is a file in"
              + " BERTH_HOME");
    }
    StringBuilder whole = new StringBuilder(url);
    LIMITS.forEach((name, value) -> {
      if (!url.matches(".*[?&]" + name + "=.*")) {
        whole.append(whole.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
      }
    });
    return whole.toString();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new Misconfigured("berth.database.password-file: " + file + " cannot be read");
    }
  }
}
