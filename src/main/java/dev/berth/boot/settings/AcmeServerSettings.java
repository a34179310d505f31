package dev.berth.boot.settings;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whom certificates are asked of for names at the front door, {@code berth.acme.*}. */
public interface AcmeServerSettings {
  /** Directory of the server of ACME. */
  @WithDefault("https://acme-v02.api.letsencrypt.org/directory")
  URI directory();

  /** Address of mail that the server may write to. */
  Optional<String> contact();

  /** Whether the operator agrees to the server's terms; nothing is asked before. */
  @WithDefault("false")
  boolean termsAgreed();

  /** File with certificates that are good for the server itself, PEM, beside the platform's. */
  Optional<Path> trustFile();

  /** How long to wait after a first failure; doubled after each further one, up to 12 hours. */
  @WithDefault("5m")
  Duration retry();
}
