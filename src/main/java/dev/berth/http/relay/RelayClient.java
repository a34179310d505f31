package dev.berth.http.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the leader is called.
 *
 * @param trustFile certificates by which it is known, in place of those that Java knows
 */
public record RelayClient(Optional<Path> trustFile) {
  private static final int CONNECT_MILLIS = 1000;

  /** Watches stay: as many as streams are served. */
  private static final int CONNECTIONS = 4096;

  /**
   * A client.
   *
   * @param keepsAlive false for requests of which each has a connection of its own; it says so by a
   *     header that an upgrade to a socket must not have
   */
  HttpClient make(Vertx vertx, boolean keepsAlive) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAlive(keepsAlive)
            .setMaxPoolSize(CONNECTIONS)
            .setDecompressionSupported(false);
    trustFile.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return vertx.createHttpClient(options);
  }
}
