package dev.berth.gitops;

import dev.berth.ssh.KnownHosts;
import dev.berth.ssh.PrivateKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** SSH with a source's own key, and nothing of the user whom Berth runs as. */
final class SshAccess {
  private final Path folder;
  private final SourceLogin login;

  SshAccess(Path folder, SourceLogin login) {
    this.folder = folder;
    this.login = login;
  }

  SshdSessionFactory factory() throws SourceException {
    List<KeyPair> keys = keys();
    Path home = folder.resolve("ssh");
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new SourceException(SourceException.UNREADABLE, false, "make " + home + ": " + e);
    }
    HostKeys hosts =
        new HostKeys(new KnownHosts(home.resolve("known_hosts"), login.knownHosts().orElse("")));
    return new SshdSessionFactoryBuilder()
        .setPreferredAuthentications("publickey,password")
        .setHomeDirectory(home.toFile())
        .setSshDirectory(home.toFile())
        .setConfigStoreFactory((at, config, user) -> null)
        .setDefaultKeysProvider(at -> keys)
        .setServerKeyDatabase((at, ssh) -> hosts)
        .build(new JGitKeyCache());
  }

  private List<KeyPair> keys() throws SourceException {
    Optional<String> text = login.privateKey();
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      return PrivateKeys.read(text.get());
    } catch (PrivateKeys.UnreadableKey e) {
      throw new SourceException(
          SourceException.AUTHENTICATION_FAILED, true, "credentials.privateKey " + e.advice());
    }
  }
}
