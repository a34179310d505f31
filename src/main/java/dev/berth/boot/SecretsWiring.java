package dev.berth.boot;

import dev.berth.security.FileVault;
import dev.berth.spec.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what keeps secrets. */
@ApplicationScoped
class SecretsWiring {
  private final Settings settings;

  SecretsWiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  Vault vault() {
    return settings
        .encryption()
        .key()
        .<Vault>map(FileVault::of)
        .orElseGet(() -> FileVault.of(settings.home().resolve("encryption.key")));
  }
}
