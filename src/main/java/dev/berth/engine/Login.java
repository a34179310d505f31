package dev.berth.engine;

import java.util.Optional;

/**
 * Credentials for a registry.
 *
 * @param username with a password
 * @param identityToken what a login handed out in place of a password
 * @param registryToken a bearer token that is sent as it is
 */
public record Login(
    String username,
    String password,
    Optional<String> identityToken,
    Optional<String> registryToken) {

  public static Login password(String username, String password) {
    return new Login(username, password, Optional.empty(), Optional.empty());
  }

  public static Login token(String token) {
    return new Login("", "", Optional.empty(), Optional.of(token));
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "login of " + (username.isEmpty() ? "a token" : username);
  }
}
