package dev.berth.acme;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Keys and certificates as PEM. */
final class KeyText {
  private static final String EC = "EC";

  /** What every server of ACME and every browser takes. */
  private static final String CURVE = "secp256r1";

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int WIDTH = 64;

  private KeyText() {}

  /** A new one. */
  static KeyPair fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(EC);
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no keys of " + CURVE, e);
    }
  }

  static String of(KeyPair pair) {
    return block(PRIVATE, pair.getPrivate().getEncoded())
        + block(PUBLIC, pair.getPublic().getEncoded());
  }

  /** What {@link #of} wrote. */
  static KeyPair parsed(String text) {
    try {
      KeyFactory factory = KeyFactory.getInstance(EC);
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(bytes(text, PUBLIC))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(text, PRIVATE))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that is kept cannot be read", e);
    }
  }

  /** The certificate, those above it, and its key, as HAProxy takes them. */
  static String bundle(List<X509Certificate> chain, KeyPair pair)
      throws CertificateEncodingException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate one : chain) {
      text.append(block("CERTIFICATE", one.getEncoded()));
    }
    return text.append(block(PRIVATE, pair.getPrivate().getEncoded())).toString();
  }

  private static String block(String kind, byte[] content) {
    String lines =
        Base64.getMimeEncoder(WIDTH, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private static byte[] bytes(String text, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    int from = text.indexOf(begin) + begin.length();
    int until = text.indexOf("-----END " + kind);
    return Base64.getMimeDecoder().decode(text.substring(from, until));
  }
}
