package dev.berth.reconcile.front;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that signs itself, with its key, made for one test. */
public final class PemPair {
  private static final String PASSWORD = "made-for-a-test";

  private final byte[] certificate;
  private final byte[] key;

  private PemPair(byte[] certificate, byte[] key) {
    this.certificate = certificate.clone();
    this.key = key.clone();
  }

  /** The certificate as a handshake shows it. */
  public byte[] certificate() {
    return certificate.clone();
  }

  /**
   * A new one.
   *
   * @param algorithm {@code RSA} or {@code EC}
   */
  public static PemPair of(String host, String algorithm) {
    try {
      Path folder = Files.createTempDirectory("pem");
      Path store = folder.resolve("pair.p12");
      String size = algorithm.equals("EC") ? "256" : "2048";
      run(
          "-genkeypair",
          "-alias",
          "pair",
          "-keyalg",
          algorithm,
          "-keysize",
          size,
          "-dname",
          "CN=" + host,
          "-ext",
          "SAN=DNS:" + host,
          "-validity",
          "30",
          "-storetype",
          "PKCS12",
          "-storepass",
          PASSWORD,
          "-keystore",
          store.toString());
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      Files.delete(store);
      Files.delete(folder);
      return new PemPair(
          keys.getCertificate("pair").getEncoded(),
          keys.getKey("pair", PASSWORD.toCharArray()).getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** For a server that shows it. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    Certificate own =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
    PrivateKey secret =
        KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(key));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", secret, PASSWORD.toCharArray(), new Certificate[] {own});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** As Let's Encrypt's clients write it: the certificate, then the key. */
  public String pem() {
    return certificatePem() + keyPem();
  }

  /** The certificate alone. */
  public String certificatePem() {
    return block("CERTIFICATE", certificate);
  }

  String keyPem() {
    return block("PRIVATE KEY", key);
  }

  /** The key without what says of which algorithm it is: PKCS #1 or SEC 1. */
  String oldKeyPem(String algorithm) {
    int start = 24; // Behind version and algorithm, which are shorter.
    while (key[start] != 0x30) {
      start++;
    }
    return block(algorithm + " PRIVATE KEY", Arrays.copyOfRange(key, start, key.length));
  }

  private static String block(String kind, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
