package dev.berth.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Berth answers, and who one is there.
 *
 * @param authority a certificate to trust beside those of the system
 */
public record ServerAddress(URI url, Optional<String> token, Optional<Path> authority) {
  /** Whether it is on this machine. */
  public boolean isLocal() {
    return isLoopback(url);
  }

  boolean isEncrypted() {
    return url.getScheme().equals("https");
  }

  static boolean isLoopback(URI url) {
    String host = String.valueOf(url.getHost());
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** Without a slash at its end, and without the token. */
  @Override
  public String toString() {
    return url.toString().replaceFirst("/+$", "");
  }

  URI resolve(ApiPath path) {
    return URI.create(this + path.toString());
  }
}
