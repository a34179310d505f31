package dev.berth.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to trust as a registry: where Docker keeps a certificate for its host, that one. */
final class RegistryTrust {
  private static final Path CERTIFICATES = Path.of("/etc/docker/certs.d");

  private RegistryTrust() {}

  /** Whether Docker was told of certificates for a host. */
  static boolean isKnown(String host) {
    return !files(host).isEmpty();
  }

  private static List<Path> files(String host) {
    Path folder = CERTIFICATES.resolve(host);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".crt")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  static SSLContext of(String host) {
    try {
      List<Path> files = files(host);
      if (files.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            store.setCertificateEntry(file.getFileName() + " " + store.size(), one);
          }
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("certificates of " + host + " cannot be read", e);
    }
  }
}
