package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Several Berths over one PostgreSQL. */
@ConfigMapping(prefix = "berth.ha")
public interface HaSettings {
  /** Where the other Berths reach this one: a URL without a path. */
  Optional<URI> advertise();

  /** Whether this one may lead. */
  @WithDefault("true")
  boolean lead();

  /** After how long a leader that says nothing is replaced. */
  @WithDefault("10s")
  Duration takeover();

  /**
   * Certificates, PEM, by which the leader is known where it has TLS; else those that Java knows.
   */
  Optional<Path> trustFile();
}
