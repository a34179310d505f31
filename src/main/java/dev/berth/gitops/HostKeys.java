package dev.berth.gitops;

import dev.berth.ssh.KnownHosts;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/** The keys of a source's hosts, as JGit asks for them. */
record HostKeys(KnownHosts known) implements ServerKeyDatabase {
  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    return known.keys(connectAddress);
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      CredentialsProvider provider) {
    return known.accepts(connectAddress, serverKey);
  }
}
