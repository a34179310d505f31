package dev.berth.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.EngineException;
import dev.berth.engine.Logins;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy of a registry is asked first, and the registry itself where the copy does not know. */
class RegistryTagsTest {
  private Stub registry;
  private Stub copy;

  /** Answers every question with one status and one body; hangs up on whoever speaks TLS. */
  private static final class Stub implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body;

    Stub(String... tags) throws IOException {
      body = "{\"tags\":[\"" + String.join("\",\"", tags) + "\"]}";
      Thread unused = Thread.ofVirtual().start(this::serve);
    }

    String host() {
      return "localhost:" + server.getLocalPort();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept();
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream())) {
          in.mark(1);
          if (in.read() != TLS_HANDSHAKE) {
            in.reset();
            answer(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), socket);
          }
        } catch (IOException e) {
          // Closed, or a client that went: the test says what must have been asked.
        }
      }
    }

    private void answer(BufferedReader request, Socket socket) throws IOException {
      asked.add(request.readLine().replaceAll("^GET |\\?.*", ""));
      for (String line = request.readLine(); !line.isEmpty(); ) {
        line = request.readLine();
      }
      String whole =
          "HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(status, body.length(), body);
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    registry = new Stub("1.0.0", "1.1.0");
    copy = new Stub("1.0.0");
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    copy.close();
  }

  private RegistryTags tags(String... mirrors) {
    return new RegistryTags(
        Logins.NONE,
        host -> false,
        host -> host.equals(registry.host()) ? List.of(mirrors) : List.of());
  }

  private List<String> asked(RegistryTags tags) {
    return tags.of(registry.host() + "/a/b");
  }

  @Test
  void asksACopyFirst() {
    assertThat(asked(tags(copy.host()))).containsExactly("1.0.0");
    assertThat(copy.asked).containsExactly("/v2/a/b/tags/list");
    assertThat(registry.asked).isEmpty();
  }

  /** As an engine writes those of its own, and as a copy below a path is written. */
  @ParameterizedTest
  @CsvSource({"http://%s/, /v2/a/b/tags/list", "%s/quay, /v2/quay/a/b/tags/list"})
  void understandsAddressesAndPaths(String mirror, String path) {
    assertThat(asked(tags(mirror.formatted(copy.host())))).containsExactly("1.0.0");
    assertThat(copy.asked).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({"404, {}", "503, {}", "401, {}", "200, {}", "200, nonsense"})
  void asksTheRegistryItselfWhereACopyDoesNotKnow(int status, String body) {
    copy.status = status;
    copy.body = body;

    assertThat(asked(tags(copy.host()))).containsExactly("1.0.0", "1.1.0");
  }

  @Test
  void asksTheRegistryItselfWhereACopyIsAway() throws IOException {
    copy.close();

    assertThat(asked(tags(copy.host()))).containsExactly("1.0.0", "1.1.0");
  }

  @Test
  void asksCopiesInTheirOrder() throws IOException {
    try (Stub second = new Stub("2.0.0")) {
      copy.status = 404;

      assertThat(asked(tags(copy.host(), second.host()))).containsExactly("2.0.0");
    }
  }

  @Test
  void tellsWhatTheRegistryItselfSaid() {
    copy.status = 404;
    registry.status = 503;
    RegistryTags tags = tags(copy.host());

    assertThatThrownBy(() -> asked(tags))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(registry.host() + ": status 503");
  }

  /** Regular expressions took brackets and quotes inside texts for those of the list. */
  @Test
  void tagsAreReadAsJson() {
    assertThat(
            RegistryTags.tags(
                "{\"name\":\"\\\"tags\\\":[\\\"x\\\"]\",\"tags\":[\"1.0\",\"\\u0032.0\",3]}"))
        .containsExactly("1.0", "2.0");
    assertThat(RegistryTags.tags("{\"tags\":null}")).isEmpty();
    assertThat(RegistryTags.tags("<html>")).isEmpty();
  }
}
