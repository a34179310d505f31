package dev.berth.gitops;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a call really comes from the server that keeps a repository. GitHub signs the body in
 * {@code X-Hub-Signature-256}, Gitea and Forgejo in a header of their own without the prefix, and
 * GitLab sends the secret itself (their documentation, "Validating webhook deliveries",
 * "Webhooks").
 */
final class WebhookVerifier {
  private final SealedValues sealedValues;

  WebhookVerifier(SealedValues sealedValues) {
    this.sealedValues = sealedValues;
  }

  boolean isGenuine(SourceSpec spec, Map<String, String> headers, byte[] body) {
    Optional<String> secret = spec.webhookSecret().flatMap(sealedValues::open);
    return secret.filter(known -> isGenuine(known, headers, body)).isPresent();
  }

  private static boolean isGenuine(String secret, Map<String, String> headers, byte[] body) {
    String signature = "sha256=" + hmac(secret, body);
    return is(signature, headers.get("x-hub-signature-256"))
        || is(signature, prefixed(headers.get("x-gitea-signature")))
        || is(signature, prefixed(headers.get("x-forgejo-signature")))
        || is(secret, headers.get("x-gitlab-token"));
  }

  private static @org.jspecify.annotations.Nullable String prefixed(
      @org.jspecify.annotations.Nullable String bare) {
    return bare == null ? null : "sha256=" + bare;
  }

  /** In the same time whatever is given, so that nothing can be guessed from it. */
  private static boolean is(String wanted, @org.jspecify.annotations.Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC with SHA-256, in hex digits. */
  static String hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
