package dev.berth.state.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The text of a token, and what is kept of it: a plain SHA-256. That is enough, because the text is
 * 256 random bits: slow hashes make guessing of weak passwords dear, and nobody can guess these.
 */
public final class TokenValue {
  /** The kind under which tokens are stored. */
  public static final String KIND = "Token";

  /** Key of the hash in what is stored. */
  public static final String HASH = "sha256";

  /** Random bytes in a token. */
  public static final int BYTES = 32;

  /** So that people and scanners of leaked secrets know one when they see it. */
  private static final String FRONT = "berth_";

  private TokenValue() {}

  /**
   * A token.
   *
   * @param random of {@link #BYTES} bytes, from a source fit for keys
   */
  public static String of(byte[] random) {
    return FRONT + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  public static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
