package dev.berth.boot.wiring;

import dev.berth.boot.settings.OidcSignInSettings;
import dev.berth.boot.settings.Settings;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.security.OidcClient;
import dev.berth.security.OidcTokens;
import dev.berth.spec.policy.Role;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes what knows the tokens of an OpenID Connect issuer, if one is set. */
@ApplicationScoped
class OidcWiring {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Settings settings;
  private final OidcSignInSettings signIn;

  OidcWiring(Settings settings, OidcSignInSettings signIn) {
    this.settings = settings;
    this.signIn = signIn;
  }

  @Produces
  @Singleton
  OidcClient oidcClient() {
    if (signIn.clientId().isPresent() && settings.oidc().issuer().isEmpty()) {
      throw new ConfigurationException(
          "berth.oidc.issuer is missing: where do accounts of berth.oidc.sign-in.client-id sign"
              + " in?");
    }
    return new OidcClient(
        signIn
            .clientId()
            .map(id ->
                new OidcClient.Setup(
                    settings.oidc().issuer().orElseThrow(),
                    id,
                    this::secret,
                    signIn.scopes(),
                    signIn.lasts())));
  }

  /** A file may change while Berth runs. */
  private Optional<String> secret() {
    try {
      return signIn.clientSecretFile().isPresent()
          ? Optional.of(Files.readString(signIn.clientSecretFile().get()).strip())
          : signIn.clientSecret();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Produces
  @Singleton
  OidcTokens oidcTokens() {
    Settings.Oidc oidc = settings.oidc();
    return new OidcTokens(
        oidc.issuer().map(at -> rules(at, oidc)), Clocks.wallClock(), System::nanoTime);
  }

  private static OidcTokens.Rules rules(URI issuer, Settings.Oidc oidc) {
    boolean isHere = HERE.contains(String.valueOf(issuer.getHost()));
    if (!"https".equals(issuer.getScheme()) && !("http".equals(issuer.getScheme()) && isHere)) {
      throw new ConfigurationException("berth.oidc.issuer must be https://…, was " + issuer);
    }
    Set<String> audience = oidc.audience().orElse(Set.of());
    if (audience.isEmpty()) {
      throw new ConfigurationException(
          "berth.oidc.audience is missing: which aud do tokens for this Berth have?");
    }
    return new OidcTokens.Rules(
        issuer,
        audience,
        oidc.nameClaim(),
        oidc.roleClaim(),
        roles(oidc.roles()),
        oidc.selectorClaim());
  }

  private static Map<Role, Set<String>> roles(Map<String, Set<String>> words) {
    Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
    words.forEach((word, meant) -> {
      Optional<Role> role = Role.of(word);
      if (role.isEmpty()) {
        throw new ConfigurationException(
            "berth.oidc.roles." + word + " is no role: viewer, deployer or admin");
      }
      roles.put(role.get(), meant);
    });
    if (roles.isEmpty()) {
      throw new ConfigurationException(
          "berth.oidc.roles.* is missing: which words of the claim make a viewer, deployer,"
              + " admin?");
    }
    return roles;
  }
}
