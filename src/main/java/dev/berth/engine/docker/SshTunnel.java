package dev.berth.engine.docker;

import dev.berth.ssh.SshTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.jspecify.annotations.Nullable;

/**
 * A socket of this machine that leads to an engine over SSH, as Docker's own tools reach one: each
 * connection is a {@code docker system dial-stdio} on the other machine. Nothing is opened before
 * somebody asks for the socket, and a session that broke is opened anew by whoever comes next.
 */
public final class SshTunnel implements AutoCloseable {
  private static final String SOCKET = "engine.sock";

  /** Of what the other machine says in place of an engine. */
  private static final int MOST_WORDS = 400;

  /** A command that has ended says so at once. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final SshSessions sessions;
  private final String name;
  private final String dial;
  private @Nullable ServerSocketChannel door;
  private @Nullable Path folder;
  private volatile Optional<String> failure = Optional.empty();

  /**
   * Made, not opened.
   *
   * @param socket path of the engine's over there, of characters that mean nothing to a shell;
   *     without it, where Docker's command finds one
   */
  public SshTunnel(SshTarget target, Optional<String> socket) {
    this.sessions = new SshSessions(target);
    this.dial =
        socket
            .map(path -> "docker --host unix://" + path + " system dial-stdio")
            .orElse("docker system dial-stdio");
    this.name = target.user() + "@" + target.address();
  }

  /** Where the engine is to be found on this machine; opens it the first time. */
  synchronized String address() {
    Path known = folder;
    if (known == null) {
      known = open();
      folder = known;
    }
    return "unix://" + known.resolve(SOCKET);
  }

  /** In a folder that nobody else may enter: who reaches the socket is root over there. */
  private Path open() {
    try {
      Path at = Files.createTempDirectory("berth-ssh");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(at.resolve(SOCKET)));
      door = server;
      Thread.ofVirtual().name("ssh " + name).start(() -> serve(server));
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException("open a socket for ssh to " + name, e);
    }
  }

  /** Why the engine was not reached last, and what to do; empty once it was. */
  Optional<String> failure() {
    return failure;
  }

  private void serve(ServerSocketChannel server) {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> carry(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void carry(SocketChannel client) {
    try (client;
        SshSessions.Dialled dialled = sessions.dial(dial)) {
      ChannelExec channel = dialled.channel();
      Thread up = Thread.ofVirtual().start(() -> up(client, channel));
      down(channel, client);
      client.close();
      if (hasFailed(channel)) {
        String words =
            new String(channel.getInvertedErr().readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
        fail("`" + dial + "` says there: " + words.strip());
      }
      up.join();
    } catch (IOException e) {
      fail(SshSessions.advice(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasFailed(ChannelExec channel) {
    var unused =
        channel.waitFor(
            EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.CLOSED), LAST_WORDS);
    Integer status = channel.getExitStatus();
    return status != null && status != 0;
  }

  private void fail(String why) {
    failure = Optional.of("ssh to " + name + ": " + why);
  }

  /** An end of what is asked is no end of what is answered. */
  private static void up(SocketChannel client, ChannelExec channel) {
    try (OutputStream in = channel.getInvertedIn()) {
      copy(Channels.newInputStream(client), in, () -> {});
    } catch (IOException e) {
      // One side hung up: the other hears of it by the closing.
    }
  }

  private void down(ChannelExec channel, SocketChannel client) {
    try {
      copy(
          channel.getInvertedOut(),
          Channels.newOutputStream(client),
          () -> failure = Optional.empty());
    } catch (IOException e) {
      // Likewise.
    }
  }

  private static void copy(InputStream in, OutputStream out, Runnable came) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      came.run();
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  @Override
  public synchronized void close() {
    sessions.close();
    Path known = folder;
    try {
      if (door != null) {
        door.close();
      }
      if (known != null) {
        Files.deleteIfExists(known.resolve(SOCKET));
        Files.deleteIfExists(known);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("close the socket for ssh to " + name, e);
    }
  }
}
