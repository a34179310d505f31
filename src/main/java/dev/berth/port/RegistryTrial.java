package dev.berth.port;

import java.util.Optional;

/** The port that tries credentials against a registry. */
public interface RegistryTrial {

  /** Why the registry does not take them, or empty if it does. */
  Optional<String> refusal(String registry, Account account);

  /**
   * Credentials as a user sends them: a user and a password, or a token.
   *
   * @param token in place of both
   */
  record Account(String username, String password, Optional<String> token) {

    /** Without what is secret. */
    @Override
    public String toString() {
      return "account " + username;
    }
  }
}
