package dev.berth.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * By which name this Berth marks what it makes. It stands in the database, and once more in a file
 * of the home, so that it outlives a database that is lost: what was made before is known again.
 */
@ApplicationScoped
class InstanceName {
  private static final System.Logger LOG = System.getLogger(InstanceName.class.getName());
  private static final String NAME = "instance";
  private static final String LOST = "memory-lost";
  private static final Pattern GOOD = Pattern.compile("[0-9a-f]{8}");

  private final SettingRows settings;
  private final Path file;
  private volatile String kept = "";

  InstanceName(SettingRows settings, @ConfigProperty(name = "berth.home") Path home) {
    this.settings = settings;
    this.file = home.resolve(NAME);
  }

  /** In a transaction. */
  String get() {
    String name = settings.text(NAME).orElseGet(this::begin);
    if (!name.equals(kept)) {
      keep(name);
      kept = name;
    }
    return name;
  }

  private String begin() {
    Optional<String> before = remembered();
    before.ifPresent(name -> {
      LOG.log(
          Level.WARNING,
          "the database is new, and the home is not: what bears its mark {0} belongs to no app"
              + " now and is left alone; `bin/berth doctor` says what to do",
          name);
      settings.put(LOST, Instant.now().toString());
    });
    String name = before.orElseGet(() -> UUID.randomUUID().toString().substring(0, 8));
    settings.put(NAME, name);
    return name;
  }

  /** Since when the database knows nothing of what was made before, if so; in a transaction. */
  Optional<Instant> memoryLost() {
    return settings.text(LOST).map(Instant::parse);
  }

  /** Nothing of that is left; in a transaction. */
  void settle() {
    settings.deleteById(LOST);
  }

  private Optional<String> remembered() {
    try {
      return Optional.of(Files.readString(file).strip()).filter(GOOD.asMatchPredicate());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The database knows better: it may have come from a backup. */
  private void keep(String name) {
    if (remembered().filter(name::equals).isPresent()) {
      return;
    }
    try {
      Path draft =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              NAME,
              ".draft",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, name + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot write {0}: {1}", file, e.getMessage());
    }
  }
}
