package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Sign-in on the page at the OpenID Connect issuer. */
@ConfigMapping(prefix = "berth.oidc.sign-in")
public interface OidcSignInSettings {
  /** The name under which the issuer knows this Berth; without one nobody signs in there. */
  Optional<String> clientId();

  /** What it proves itself with; none, for a client without one. */
  Optional<String> clientSecret();

  /** A file with that. */
  Optional<Path> clientSecretFile();

  /** What is asked for, with spaces between. */
  @WithDefault("openid")
  String scopes();

  /** So long somebody stays signed in; eight hours at most. */
  @WithDefault("8h")
  Duration lasts();
}
