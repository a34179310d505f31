package dev.berth.acme;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** A server of ACME, which may show a certificate of a private authority. */
final class AcmeServer extends GenericAcmeProvider {
  private final Optional<SSLContext> trusting;

  private AcmeServer(Optional<SSLContext> trusting) {
    this.trusting = trusting;
  }

  /**
   * One that is trusted as this platform does, and by a file beside that.
   *
   * @throws AcmeException if there is no such file, or no certificate in it
   */
  static AcmeServer trusted(Optional<Path> file) throws AcmeException {
    if (file.isEmpty()) {
      return new AcmeServer(Optional.empty());
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted(file.get())), null);
      return new AcmeServer(Optional.of(context));
    } catch (IOException | GeneralSecurityException e) {
      throw new AcmeException(
          "berth.acme.trust-file " + file.get() + " cannot be read as certificates (PEM): " + e, e);
    }
  }

  private static KeyStore trusted(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate one : x509.getAcceptedIssuers()) {
          add(store, one);
        }
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        add(store, one);
      }
    }
    return store;
  }

  private static void add(KeyStore store, Certificate one) throws GeneralSecurityException {
    store.setCertificateEntry(String.valueOf(store.size()), one);
  }

  private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore of)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(of);
    return factory.getTrustManagers();
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings network) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(network.getTimeout())
            .proxy(network.getProxySelector());
    trusting.ifPresent(builder::sslContext);
    return builder.build();
  }
}
