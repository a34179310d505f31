package dev.berth.boot.listen;

import dev.berth.security.ClientAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket in the file system that leads to Berth's port: who may open the file may knock. It
 * carries bytes and nothing else, so the framework needs no native transport for it.
 */
final class UnixSocketProxy {
  private final Path path;
  private final ServerSocketChannel server;
  private final String host;
  private final int port;
  private final ClientAddresses clientAddresses;

  private UnixSocketProxy(
      Path path,
      ServerSocketChannel server,
      String host,
      int port,
      ClientAddresses clientAddresses) {
    this.clientAddresses = clientAddresses;
    this.path = path;
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /** Opens one in place of what an earlier Berth left there. */
  static UnixSocketProxy open(Path path, String host, int port, ClientAddresses clientAddresses) {
    try {
      Files.deleteIfExists(path);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
      UnixSocketProxy door = new UnixSocketProxy(path, server, host, port, clientAddresses);
      Thread.ofVirtual().name("socket door").start(door::serve);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException("listen on " + path, e);
    }
  }

  private void serve() {
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
        Socket inner = new Socket(host, port);
        ClientAddresses.Carried end = clientAddresses.carries(inner.getLocalPort(), user(client))) {
      Thread back = Thread.ofVirtual().start(() -> copyBack(inner, client));
      copy(Channels.newInputStream(client), inner.getOutputStream());
      inner.shutdownOutput();
      back.join();
    } catch (IOException e) {
      // One side hung up: the other hears of it by the closing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the kernel says it: nobody can pretend here. */
  private static String user(SocketChannel client) {
    try {
      return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "somebody";
    }
  }

  private static void copyBack(Socket inner, SocketChannel client) {
    try {
      copy(inner.getInputStream(), Channels.newOutputStream(client));
      client.shutdownOutput();
    } catch (IOException e) {
      // Likewise.
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("close " + path, e);
    }
  }
}
