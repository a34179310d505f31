package dev.berth.gitops;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * As whom a repository is read; whether its secrets are sealed says who holds it.
 *
 * @param username that goes with {@code password} or {@code token}
 * @param token instead of a password
 * @param privateKey in OpenSSH or PEM form, for a repository over SSH
 * @param knownHosts lines of such a file; without them the first key that a host shows is kept
 */
record SourceLogin(
    Optional<String> username,
    Optional<String> password,
    Optional<String> token,
    Optional<String> privateKey,
    Optional<String> knownHosts) {

  /** From its parts, by the names that a manifest has for them. */
  static SourceLogin of(Function<String, Optional<String>> parts) {
    return new SourceLogin(
        parts.apply("username"),
        parts.apply("password"),
        parts.apply("token"),
        parts.apply("privateKey"),
        parts.apply("knownHosts"));
  }

  static SourceLogin ofToken(String token) {
    return of(part -> part.equals("token") ? Optional.of(token) : Optional.empty());
  }

  boolean isEmpty() {
    return Stream.of(username, password, token, privateKey, knownHosts).allMatch(Optional::isEmpty);
  }

  /** What stands for a password over HTTP. */
  Optional<String> secret() {
    return token.or(() -> password);
  }

  /**
   * The same with its secrets in clear text.
   *
   * @throws SourceException if one was sealed with a key that is gone; it names which
   */
  SourceLogin opened(SealedValues seals) throws SourceException {
    return new SourceLogin(
        username,
        opened(seals, "password", password),
        opened(seals, "token", token),
        opened(seals, "privateKey", privateKey),
        knownHosts);
  }

  private static Optional<String> opened(SealedValues seals, String name, Optional<String> sealed)
      throws SourceException {
    Optional<String> plain = sealed.flatMap(seals::open);
    if (sealed.isPresent() && plain.isEmpty()) {
      throw new SourceException(
          SourceException.AUTHENTICATION_FAILED,
          true,
          "credentials."
              + name
              + " was sealed with a key that is not here any more: give it again");
    }
    return plain;
  }
}
