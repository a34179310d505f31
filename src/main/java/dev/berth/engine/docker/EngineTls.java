package dev.berth.engine.docker;

import com.github.dockerjava.core.SSLConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and key of a connection to an engine, as {@code ca.pem} and its companions. */
public final class EngineTls implements SSLConfig {
  /** Nothing that is written anywhere: stores in memory ask for one. */
  private static final char[] PASSWORD = {'-'};

  private final Map<String, String> files;
  private final KeyStore own;
  private final KeyStore trusted;

  private EngineTls(Map<String, String> files, KeyStore own, KeyStore trusted) {
    this.files = Map.copyOf(files);
    this.own = own;
    this.trusted = trusted;
  }

  /**
   * Of three texts, each PEM.
   *
   * @throws IllegalArgumentException that says which of them is not, and what it should be
   */
  public static EngineTls of(String ca, String cert, String key) {
    try {
      KeyStore trusted = empty();
      int number = 0;
      for (Certificate one : certificates("ca", ca)) {
        trusted.setCertificateEntry("ca" + number++, one);
      }
      KeyStore own = empty();
      Certificate[] chain = certificates("cert", cert).toArray(Certificate[]::new);
      own.setKeyEntry("key", PemKey.parsed(key), PASSWORD, chain);
      return new EngineTls(Map.of("ca.pem", ca, "cert.pem", cert, "key.pem", key), own, trusted);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("`cert` and `key` do not go together", e);
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static List<Certificate> certificates(String name, String text) {
    try {
      List<Certificate> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(
                      new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
      if (!found.isEmpty()) {
        return found;
      }
      throw new IllegalArgumentException("`" + name + "` holds no certificate");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("`" + name + "` is no certificate as PEM", e);
    }
  }

  /** Into a folder that is the owner's alone. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      boolean unused = Files.deleteIfExists(path);
      Path made =
          Files.createFile(
              path,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(made, file.getValue(), StandardOpenOption.WRITE);
    }
  }

  @Override
  public SSLContext getSSLContext()
      throws KeyManagementException,
          UnrecoverableKeyException,
          NoSuchAlgorithmException,
          KeyStoreException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public String toString() {
    return "EngineTls[…]";
  }
}
