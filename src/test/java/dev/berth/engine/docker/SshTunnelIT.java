package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.Logins;
import dev.berth.gitops.GitSshServer;
import dev.berth.ssh.KnownHosts;
import dev.berth.ssh.PrivateKeys;
import dev.berth.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engine, reached over a real OpenSSH on loopback. */
class SshTunnelIT {
  @TempDir Path folder;
  private GitSshServer server;

  @BeforeEach
  void begin() throws IOException {
    server = new GitSshServer(folder.resolve("server"), 0);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private SshTunnel tunnel(String key, String knownHosts) throws Exception {
    return tunnel(key, knownHosts, Optional.empty());
  }

  private SshTunnel tunnel(String key, String knownHosts, Optional<String> socket)
      throws Exception {
    return new SshTunnel(
        new SshTarget(
            System.getProperty("user.name"),
            "127.0.0.1",
            server.port,
            PrivateKeys.read(Files.readString(Path.of(key))),
            new KnownHosts(folder.resolve("known_hosts"), knownHosts)),
        socket);
  }

  private String key() {
    return folder.resolve("server/user").toString();
  }

  private static DockerEngine engine(SshTunnel tunnel) {
    return new DockerEngine(
        EngineAccess.declared(tunnel),
        Duration.ofSeconds(60),
        CallMeter.NONE,
        new Registries(Logins.NONE, Map.of()),
        BuildRules.USUAL);
  }

  /** A machine that has much to do may take longer to say why than a call waits. */
  private static void fails(DockerEngine there, String why) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThatThrownBy(there::ping)
                .isInstanceOfSatisfying(
                    EngineException.class,
                    e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE))
                .hasMessageContaining(why));
  }

  @Test
  void theEngineIsTheOneThatIsThere() throws Exception {
    try (DockerEngine here =
            new DockerEngine(Optional.empty(), Duration.ofSeconds(60), CallMeter.NONE);
        DockerEngine there = engine(tunnel(key(), ""))) {
      EngineInfo info = there.info();

      assertThat(info.id()).isEqualTo(here.info().id()).isNotEmpty();
      assertThat(there.images()).hasSameSizeAs(here.images());
    }
  }

  @Test
  void theSocketOverThereMayBeAnother() throws Exception {
    String nowhere = folder.resolve("no.sock").toString();
    try (DockerEngine there = engine(tunnel(key(), "", Optional.of(nowhere)))) {
      fails(there, nowhere);
    }
    try (DockerEngine there = engine(tunnel(key(), "", Optional.of("/var/run/docker.sock")))) {
      assertThat(there.info().id()).isNotEmpty();
    }
  }

  /** More at a time than one session of OpenSSH has room for. */
  @Test
  void manyAskAtATime() throws Exception {
    try (DockerEngine there = engine(tunnel(key(), ""));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(CompletableFuture.supplyAsync(() -> there.info().id(), threads));
      }

      assertThat(asked).extracting(CompletableFuture::join).containsOnly(there.info().id());
    }
  }

  @Test
  void aSessionThatBrokeIsOpenedAnew() throws Exception {
    try (DockerEngine there = engine(tunnel(key(), ""))) {
      String id = there.info().id();
      int port = server.port;
      server.cut();
      server.close();
      fails(there, "ssh to ");

      server = new GitSshServer(folder.resolve("server"), port);

      assertThat(there.info().id()).isEqualTo(id);
    }
  }

  @Test
  void aKeyThatIsNotTakenIsToldWithTheWayOut() throws Exception {
    Path other = folder.resolve("other");
    GitSshServer.key(other);
    try (DockerEngine there = engine(tunnel(other.toString(), ""))) {
      fails(there, "authorized_keys");
    }
  }

  @Test
  void aHostWithAnotherKeyIsNotSpokenTo() throws Exception {
    Path other = folder.resolve("other");
    GitSshServer.key(other);
    String pinned = "host " + Files.readString(Path.of(other + ".pub"));
    try (DockerEngine there = engine(tunnel(key(), pinned))) {
      fails(there, "another key");
    }
  }

  @Test
  void theFirstKeyThatAHostShowsIsRemembered() throws Exception {
    try (DockerEngine there = engine(tunnel(key(), ""))) {
      there.ping();
    }
    Files.delete(folder.resolve("server/host"));
    int port = server.port;
    server.close();
    server = new GitSshServer(folder.resolve("server"), port);

    try (DockerEngine there = engine(tunnel(key(), ""))) {
      fails(there, "another key");
    }
  }

  @Test
  void nothingIsLeftOfATunnelThatWasClosed() throws Exception {
    SshTunnel tunnel = tunnel(key(), "");
    Path socket = Path.of(tunnel.address().substring("unix://".length()));
    assertThat(socket).exists();

    tunnel.close();

    assertThat(socket.getParent()).doesNotExist();
  }
}
