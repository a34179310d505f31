package dev.berth.boot.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.security.ClientAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketProxyTest {
  @Test
  void leadsToThePort(@TempDir Path folder) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    Path path = folder.resolve("berth.sock");
    UnixSocketProxy door =
        UnixSocketProxy.open(
            path, "127.0.0.1", server.getAddress().getPort(), new ClientAddresses());
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(path));
      Channels.newOutputStream(client)
          .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

      String answer =
          new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("hello");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw----");
    } finally {
      door.close();
      server.stop(0);
    }
    assertThat(path).doesNotExist();
  }
}
