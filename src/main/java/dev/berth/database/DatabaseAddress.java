package dev.berth.database;

import dev.berth.fault.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where a database is, and who Berth is there.
 *
 * @param url with the limits that let no request hang
 * @param pool most connections at once
 */
public record DatabaseAddress(String url, String username, String password, int pool) {
  public static final String URL = "berth.database.url";
  public static final String USERNAME = "berth.database.username";
  public static final String PASSWORD_FILE = "berth.database.password-file";
  public static final String POOL = "berth.database.pool";

  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String NAME = "berth";

  /** More than requests and passes need side by side; PostgreSQL itself takes a hundred. */
  private static final int CONNECTIONS = 16;

  private static final Pattern PASSWORD = Pattern.compile("[?&]password=|//[^/@?]*:[^/@?]*@");

  /**
   * What a URL gets that it does not say itself. A server that is gone or hangs is noticed after
   * five seconds when connecting, and after fifteen while answering; ten are enough for what Berth
   * asks. A session that was left in a transaction ends, and with it its locks.
   */
  private static final Map<String, String> LIMITS =
      new TreeMap<>(
          Map.of(
              "ApplicationName", NAME,
              "connectTimeout", "5",
              "socketTimeout", "15",
              "tcpKeepAlive", "true",
              "options",
                  "-c%20statement_timeout=10s%20-c%20idle_in_transaction_session_timeout=15s"));

  /** Never with its password. */
  @Override
  public String toString() {
    return place();
  }

  /** For people: the URL without what hangs on it. */
  public String place() {
    return url.replaceFirst("[?;].*", "");
  }

  /** The file in a home, as the built-in settings have it. */
  public static DatabaseAddress inHome(Path home) {
    String file = home.toAbsolutePath().resolve(NAME).toString();
    return new DatabaseAddress(
        "jdbc:h2:file:"
            + file
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=1048576;LOB_TIMEOUT=1000",
        NAME,
        NAME,
        CONNECTIONS);
  }

  /** A PostgreSQL; empty where nothing is set: then the database is the file in BERTH_HOME. */
  public static Optional<DatabaseAddress> of(Function<String, Optional<String>> settings) {
    return settings
        .apply(URL)
        .map(url ->
            new DatabaseAddress(
                complete(url),
                settings.apply(USERNAME).orElse(NAME),
                settings.apply(PASSWORD_FILE).map(DatabaseAddress::read).orElse(""),
                settings.apply(POOL).map(DatabaseAddress::number).orElse(CONNECTIONS)));
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Misconfigured(POOL + ": must be a number of connections from 2, was " + text);
  }

  /** A URL with the limits that it does not set otherwise. */
  static String complete(String url) {
    if (!url.startsWith(POSTGRES)) {
      throw new Misconfigured(
          URL
              + " must begin with "
              + POSTGRES
              + "//, as in jdbc:postgresql://HOST:5432/berth; without it the database is a file in"
              + " BERTH_HOME");
    }
    if (PASSWORD.matcher(url).find()) {
      throw new Misconfigured(
          URL
              + " holds a password, which would be told in logs: put it into a file, and set "
              + PASSWORD_FILE);
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
      throw new Misconfigured(
          PASSWORD_FILE + ": " + file + " cannot be read: give it to the user that Berth runs as");
    }
  }

  /** The same database, with another schema of it. */
  public DatabaseAddress withSchema(String schema) {
    String rest = url.replaceAll("currentSchema=[^&]*&?", "").replaceFirst("[?&]$", "");
    String join = rest.contains("?") ? "&" : "?";
    return new DatabaseAddress(rest + join + "currentSchema=" + schema, username, password, pool);
  }

  /** One of its own, beside all pools. */
  public Connection connect() throws SQLException {
    Properties user = new Properties();
    user.setProperty("user", username);
    user.setProperty("password", password);
    Connection connection = new EitherDriver().connect(url, user);
    if (connection == null) {
      throw new SQLException("no driver takes " + place());
    }
    return connection;
  }
}
