package dev.berth.reconcile.front;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate with its chain and its key, as PEM texts one after the other. */
final class CertificateBundle {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private final String pem;

  CertificateBundle(String pem) {
    this.pem = pem;
  }

  /** What is wrong with it, so that nobody could speak TLS with it; never a part of its text. */
  Optional<String> fault() {
    List<byte[]> certificates = blocks(CERTIFICATE);
    if (certificates.isEmpty()) {
      return Optional.of("has no certificate (BEGIN CERTIFICATE)");
    }
    if (pem.contains("BEGIN ENCRYPTED") || pem.contains("ENCRYPTED\n")) {
      return Optional.of("has a key that is encrypted; take the passphrase off it");
    }
    try {
      PublicKey leaf = leaf(certificates);
      Optional<PrivateKey> key = key(leaf);
      if (key.isEmpty()) {
        return Optional.of("has no key (BEGIN PRIVATE KEY)");
      }
      return isPair(key.get(), leaf)
          ? Optional.empty()
          : Optional.of("has a key that is not that of its first certificate");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of("has a certificate and a key that do not go together, or cannot be read");
    }
  }

  private List<byte[]> blocks(String kind) {
    List<byte[]> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals(kind)) {
        blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
      }
    }
    return blocks;
  }

  /** When its first certificate is over; empty where it cannot be read. */
  Optional<Instant> end() {
    try {
      return chain(blocks(CERTIFICATE)).getFirst() instanceof X509Certificate first
          ? Optional.of(first.getNotAfter().toInstant())
          : Optional.empty();
    } catch (GeneralSecurityException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static PublicKey leaf(List<byte[]> all) throws GeneralSecurityException {
    return chain(all).getFirst().getPublicKey();
  }

  private static List<Certificate> chain(List<byte[]> all) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    for (byte[] one : all) {
      chain.add(factory.generateCertificate(new ByteArrayInputStream(one)));
    }
    return chain;
  }

  private Optional<PrivateKey> key(PublicKey leaf) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(leaf.getAlgorithm());
    List<byte[]> plain = blocks(KEY);
    List<byte[]> old = blocks((leaf.getAlgorithm().equals("RSA") ? "RSA " : "EC ") + KEY);
    if (plain.isEmpty() && old.isEmpty()) {
      return Optional.empty();
    }
    byte[] encoded = plain.isEmpty() ? wrapped(old.getFirst(), leaf) : plain.getFirst();
    return Optional.of(factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  /** Older forms (PKCS #1, SEC 1) in that which Java reads: the algorithm is the certificate's. */
  private static byte[] wrapped(byte[] key, PublicKey leaf) {
    byte[] subject = leaf.getEncoded();
    int start = subject[1] >= 0 ? 2 : 2 + (subject[1] & 0x7f);
    int length = 2 + subject[start + 1];
    byte[] algorithm = java.util.Arrays.copyOfRange(subject, start, start + length);
    return tagged(SEQUENCE, VERSION, algorithm, tagged(OCTETS, key));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    int length = body.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (length > 0xff) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length > 0x7f) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }

  private static boolean isPair(PrivateKey key, PublicKey leaf) throws GeneralSecurityException {
    String algorithm =
        switch (leaf.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> leaf.getAlgorithm();
        };
    byte[] text = "berth".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(leaf);
    signature.update(text);
    return signature.verify(signed);
  }
}
