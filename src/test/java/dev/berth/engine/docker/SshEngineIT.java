package dev.berth.engine.docker;

import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineContract;
import dev.berth.engine.Logins;
import dev.berth.gitops.GitSshServer;
import dev.berth.ssh.KnownHosts;
import dev.berth.ssh.PrivateKeys;
import dev.berth.ssh.SshTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The real engine over a real OpenSSH keeps the same contract: streams, commands and all. */
class SshEngineIT extends EngineContract {
  private static final int PORT = 21998;

  @TempDir static Path folder;
  private static GitSshServer server;

  @BeforeAll
  static void begin() throws IOException {
    server = new GitSshServer(folder, 0);
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @Override
  protected ContainerEngine engine() {
    return new DockerEngine(
        EngineAccess.declared(new SshTunnel(target(), Optional.empty())),
        Duration.ofSeconds(30),
        CallMeter.NONE,
        new Registries(Logins.NONE, Map.of()),
        new BuildRules(BuildRules.Builder.CLASSIC, Optional.empty(), BuildRules.USUAL.longest()));
  }

  private static SshTarget target() {
    try {
      return new SshTarget(
          System.getProperty("user.name"),
          "127.0.0.1",
          server.port,
          PrivateKeys.read(Files.readString(folder.resolve("user"))),
          new KnownHosts(folder.resolve("known_hosts"), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PrivateKeys.UnreadableKey e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected int port() {
    return PORT;
  }

  @Override
  protected String image() {
    return "alpine:3";
  }
}
