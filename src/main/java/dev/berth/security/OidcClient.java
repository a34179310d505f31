package dev.berth.security;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Berth as a client of an OpenID Connect issuer: the authorization code flow with PKCE (RFC 7636),
 * which costs nothing where the issuer does not know it, and saves the code where it does.
 */
public final class OidcClient {
  private final Optional<Setup> setup;
  private final Optional<IssuerDoor> door;

  /**
   * How Berth is known there.
   *
   * @param secret read with each sign-in; empty: a client that has none
   * @param lasts how long who has signed in stays so
   */
  public record Setup(
      URI issuer,
      String clientId,
      Supplier<Optional<String>> secret,
      String scopes,
      Duration lasts) {}

  /** Without a set-up nobody is sent anywhere. */
  public OidcClient(Optional<Setup> setup) {
    this.setup = setup;
    this.door = setup.map(known -> new IssuerDoor(known.issuer()));
  }

  Optional<Setup> setup() {
    return setup;
  }

  /** Where a browser has to go to sign in. */
  URI place(PendingSignIn pending, String state) throws IOException, InterruptedException {
    Setup known = setup.orElseThrow();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", known.clientId());
    query.put("redirect_uri", pending.redirect());
    query.put("scope", known.scopes());
    query.put("state", state);
    query.put("nonce", pending.nonce());
    query.put("code_challenge", challenge(pending.verifier()));
    query.put("code_challenge_method", "S256");
    IssuerDoor issuer = door.orElseThrow();
    URI place = issuer.place(issuer.about(), "authorization_endpoint");
    return URI.create(place + (place.getRawQuery() == null ? "?" : "&") + form(query));
  }

  /** The token that says who somebody is, for the code that he came back with. */
  String idToken(PendingSignIn pending, String code) throws IOException, InterruptedException {
    Setup known = setup.orElseThrow();
    IssuerDoor issuer = door.orElseThrow();
    Map<String, Object> about = issuer.about();
    Optional<String> secret = known.secret().get();
    boolean isInForm = secret.isPresent() && wantsSecretInForm(about);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", pending.redirect());
    form.put("code_verifier", pending.verifier());
    form.put("client_id", known.clientId());
    secret.filter(unused -> isInForm).ifPresent(word -> form.put("client_secret", word));
    Optional<String> basic =
        secret.filter(unused -> !isInForm).map(word -> basic(known.clientId(), word));
    Map<String, Object> answer =
        issuer.post(issuer.place(about, "token_endpoint"), form(form), basic);
    if (answer.get("id_token") instanceof String token) {
      return token;
    }
    throw new IOException("its answer has no id_token: is openid among the scopes?");
  }

  /** Where nothing is said it is Basic (OpenID Connect Discovery, section 3). */
  private static boolean wantsSecretInForm(Map<String, Object> about) {
    return about.get("token_endpoint_auth_methods_supported") instanceof Collection<?> methods
        && methods.contains("client_secret_post")
        && !methods.contains("client_secret_basic");
  }

  /** Both are encoded as in a form first (RFC 6749, section 2.3.1). */
  private static String basic(String id, String secret) {
    String pair = encoded(id) + ":" + encoded(secret);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
