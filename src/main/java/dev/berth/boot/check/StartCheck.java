package dev.berth.boot.check;

import dev.berth.backup.HomeLock;
import dev.berth.fault.DatabaseDamage;
import dev.berth.security.FileVault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at a home before anything is opened or made in it: what would end in a stack trace, or in a
 * new key beside an old database, is one line with the way out.
 *
 * @param home {@code BERTH_HOME}
 * @param environment in which a key may be set
 * @param settings files in which it may be set as well
 */
public record StartCheck(Path home, Map<String, String> environment, List<Path> settings) {
  private static final String DATABASE = "berth.mv.db";
  private static final String KEY = "encryption.key";

  /** How {@link FileVault} begins what it seals. */
  private static final Pattern SEAL = Pattern.compile("v1:[0-9a-f]{8}:[A-Za-z0-9_-]{38}");

  /** With what this process was started with. */
  public static StartCheck of(Path home) {
    String locations = System.getProperty("smallrye.config.locations", "");
    List<Path> files =
        Stream.of(locations.split(",", -1))
            .filter(place -> place.startsWith("file:"))
            .map(place -> Path.of(URI.create(place)))
            .toList();
    return new StartCheck(home, System.getenv(), files);
  }

  /**
   * Why no server can start here, or empty. In a home without a database the key is made now, so
   * that no crash leaves one without the other.
   */
  public Optional<String> obstacle() {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      return Optional.of(home + " cannot be made: set BERTH_HOME to a folder that you may write");
    }
    if (!Files.isWritable(home)) {
      return Optional.of(
          home
              + " cannot be written to: make it writable for this user, mount it read-write, or set"
              + " BERTH_HOME to another folder");
    }
    Path database = home.resolve(DATABASE);
    if (Files.exists(database)) {
      return database(database);
    }
    if (!isKeySet()) {
      FileVault.of(home.resolve(KEY));
    }
    return Optional.empty();
  }

  private Optional<String> database(Path database) {
    try {
      if (HomeLock.isHeld(home)) {
        return Optional.of(
            "a Berth runs in "
                + home
                + " already: stop it first, or set BERTH_HOME to another folder");
      }
      if (!new DatabaseFileCheck(database).isWhole()) {
        return Optional.of(DatabaseDamage.ADVICE);
      }
    } catch (IOException e) {
      return Optional.of(
          database + " cannot be opened (" + e.getMessage() + "): give it to this user");
    }
    return key(database);
  }

  /** A home of a Berth that kept no secrets yet has none, and gets one. */
  private Optional<String> key(Path database) {
    if (Files.exists(home.resolve(KEY)) || isKeySet() || !holdsSeals(database)) {
      return Optional.empty();
    }
    return Optional.of(
        home.resolve(KEY)
            + " is missing, and the secrets in "
            + DATABASE
            + " were sealed with it: put it back (a backup holds it), or set berth.encryption.key;"
            + " without it, move the database away to begin with nothing");
  }

  private static boolean holdsSeals(Path database) {
    try (Scanner scanner = new Scanner(database, StandardCharsets.ISO_8859_1)) {
      return scanner.findWithinHorizon(SEAL, 0) != null;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean isKeySet() {
    return environment.keySet().stream().anyMatch(name -> name.startsWith("BERTH_ENCRYPTION_KEY"))
        || System.getProperty("berth.encryption.key") != null
        || settings.stream().anyMatch(StartCheck::setsKey);
  }

  private static boolean setsKey(Path file) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
    return properties.stringPropertyNames().stream()
        .anyMatch(name -> name.replaceFirst("^%\\w+\\.", "").startsWith("berth.encryption.key"));
  }
}
