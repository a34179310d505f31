package dev.berth.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * The keys of hosts: those that were given, or else the one that a host had at the first meeting. A
 * host with another key is never spoken to.
 */
public final class KnownHosts {
  private final Path file;
  private final String pinned;

  /**
   * Remembers in a file.
   *
   * @param pinned lines as of OpenSSH's known_hosts; empty to trust the first key
   */
  public KnownHosts(Path file, String pinned) {
    this.file = file;
    this.pinned = pinned;
  }

  /** Keys of a host that may be met; those of kinds that are not known here are left out. */
  public List<PublicKey> keys(String host) {
    List<PublicKey> keys = new ArrayList<>();
    for (String text : known(host)) {
      try {
        keys.add(PublicKeyEntry.parsePublicKeyEntry(text).resolvePublicKey(null, null, null));
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        // Not of a kind that is known here: then it cannot be met either.
      }
    }
    return keys;
  }

  /** Whether a host that shows this key is the one that is meant; the first one is remembered. */
  public synchronized boolean accepts(String host, PublicKey shown) {
    String met = PublicKeyEntry.toString(shown);
    List<String> known = known(host);
    if (known.isEmpty() && pinned.isBlank()) {
      remember(host, met);
      return true;
    }
    return known.contains(met);
  }

  /** Each as {@code TYPE BASE64}. */
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

  /** As everything in a home: for who runs Berth alone. */
  private void remember(String host, String key) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent(), owned("rwx------"));
      }
      if (!Files.exists(file)) {
        Files.createFile(file, owned("rw-------"));
      }
      Files.writeString(file, host + " " + key + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  private static FileAttribute<?> owned(String rights) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
  }
}
