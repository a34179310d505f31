package dev.berth.ssh;

import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Locale;

/**
 * Somebody's account on another machine.
 *
 * @param port 22 by default
 * @param keys one of which that machine takes
 * @param hosts by whose keys that machine is known
 */
public record SshTarget(String user, String host, int port, List<KeyPair> keys, KnownHosts hosts) {
  private static final int USUAL_PORT = 22;

  public SshTarget {
    keys = List.copyOf(keys);
  }

  /** Of {@code ssh://USER@HOST[:PORT]}, which was checked. */
  public static SshTarget of(String uri, List<KeyPair> keys, KnownHosts hosts) {
    URI parts = URI.create(uri);
    return new SshTarget(
        parts.getUserInfo(),
        parts.getHost().toLowerCase(Locale.ROOT),
        parts.getPort() > 0 ? parts.getPort() : USUAL_PORT,
        keys,
        hosts);
  }

  /** As known_hosts has it: the port only where it is another than usual. */
  public String address() {
    return port == USUAL_PORT ? host : "[" + host + "]:" + port;
  }
}
