package dev.berth.gitops;

import dev.berth.spec.BoundHost;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** How a repository is reached: as whom, over what. */
final class GitAccess {
  /** Of one silence of the server. */
  private static final int PATIENCE_SECONDS = 30;

  /** Servers that take a token as password take any name with it. */
  private static final String ANYBODY = "git";

  private final SourceLogin login;
  private final SshAccess ssh;
  private final Optional<BoundHost> server;

  /**
   * As somebody, with secrets in clear text.
   *
   * @param url that they are for
   * @param folder of the source, where the keys of hosts are remembered
   */
  GitAccess(Path folder, String url, SourceLogin login) {
    this.server = BoundHost.of(url);
    this.login = login;
    this.ssh = new SshAccess(folder, login);
    IsolatedGit.use();
  }

  /** Sets a command up. */
  <C extends TransportCommand<C, ?>> C on(C command) throws SourceException {
    command.setTimeout(PATIENCE_SECONDS);
    Optional<String> password = login.secret();
    password.ifPresent(secret ->
        command.setCredentialsProvider(
            new UsernamePasswordCredentialsProvider(login.username().orElse(ANYBODY), secret)));
    var factory = ssh.factory();
    command.setTransportConfigCallback(transport -> {
      if (transport instanceof SshTransport overSsh) {
        overSsh.setSshSessionFactory(factory);
      }
      if (transport instanceof TransportHttp overHttp
          && password.isPresent()
          && server.isPresent()) {
        overHttp.setHttpConnectionFactory(
            new BoundConnections(server.get(), overHttp.getHttpConnectionFactory()));
      }
    });
    return command;
  }
}
