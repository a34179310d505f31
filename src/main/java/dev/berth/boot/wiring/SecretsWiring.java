package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.fleet.Fleet;
import dev.berth.intake.resource.SecretKind;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.security.FileVault;
import dev.berth.security.StoredSecrets;
import dev.berth.state.AppStore;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.ReEncryptor;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
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

  @Produces
  @Singleton
  StoredSecrets storedSecrets(ResourceStore state, Vault vault, ReEncryptor others) {
    return new StoredSecrets(state, vault, Clocks.wallClock(), others);
  }

  /** Whoever uses a secret looks at it anew when it changes. */
  @Produces
  @Singleton
  SecretKind secretKind(Vault vault, AppStore apps, Instance<Fleet> fleet) {
    return new SecretKind(
        vault,
        secret ->
            apps.all().stream()
                .filter(app -> Secrets.uses(app.app(), secret))
                .forEach(app -> fleet.get().wake(app.name())));
  }
}
