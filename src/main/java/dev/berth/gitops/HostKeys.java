package dev.berth.gitops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/**
 * The keys of hosts: those that the source names, or else the one that a host had at the first
 * meeting. A host with another key is never spoken to.
 */
final class HostKeys implements ServerKeyDatabase {
  private final Path file;
  private final String pinned;

  /**
   * Remembers in a file.
   *
   * @param pinned lines as of OpenSSH's known_hosts; empty to trust the first key
   */
  HostKeys(Path file, String pinned) {
    this.file = file;
    this.pinned = pinned;
  }

  /** Known keys of a host, each as {@code TYPE BASE64}. */
  private List<String> known(String host) {
    List<String> keys = new ArrayList<>();
    List<String> lines = pinned.isBlank() ? remembered() : pinned.lines().toList();
    for (String line : lines) {
      String[] parts = line.strip().split("\\s+", -1);
      boolean isOurs = !pinned.isBlank() || (parts.length > 0 && parts[0].equals(host));
      if (isOurs && parts.length >= 3 && !line.startsWith("#")) {
        keys.add(parts[1] + " " + parts[2]);
      }
    }
    return keys;
  }

  private List<String> remembered() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    List<PublicKey> keys = new ArrayList<>();
    for (String text : known(connectAddress)) {
      try {
        keys.add(PublicKeyEntry.parsePublicKeyEntry(text).resolvePublicKey(null, null, null));
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        // Not of a kind that is known here: then it cannot be met either.
      }
    }
    return keys;
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      CredentialsProvider provider) {
    String met = PublicKeyEntry.toString(serverKey);
    List<String> known = known(connectAddress);
    if (known.isEmpty() && pinned.isBlank()) {
      remember(connectAddress, met);
      return true;
    }
    return known.contains(met);
  }

  private void remember(String host, String key) {
    try {
      Files.writeString(
          file, host + " " + key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }
}
