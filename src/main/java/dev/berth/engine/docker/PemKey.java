package dev.berth.engine.docker;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys as OpenSSL writes them. */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?<kind>(?:RSA )?PRIVATE KEY)-----(?<body>[^-]{1,20000})-----END");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  /** Version and algorithm, which RSA's older form leaves out. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private PemKey() {}

  /** By itself, without a password. */
  static PrivateKey parsed(String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "`key` is no private key as PEM without a password; `openssl pkcs8 -topk8 -nocrypt -in"
              + " key.pem` makes one of any other");
    }
    byte[] body = bytes(block.group("body"));
    byte[] whole = block.group("kind").startsWith("RSA") ? wrapped(body) : body;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(whole));
      } catch (GeneralSecurityException e) {
        // Of another algorithm.
      }
    }
    throw new IllegalArgumentException("`key` must be a key of RSA, EC or Ed25519");
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("`key` is cut off: it is no Base64", e);
    }
  }

  private static byte[] wrapped(byte[] key) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA);
    part(OCTETS, key, inner);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    part(SEQUENCE, inner.toByteArray(), whole);
    return whole.toByteArray();
  }

  /** DER, with a length of two bytes: keys are neither shorter nor longer than that tells. */
  private static void part(int tag, byte[] content, ByteArrayOutputStream out) {
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> Byte.SIZE);
    out.write(content.length);
    out.writeBytes(content);
  }
}
