package dev.berth.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.engine.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry's challenge and links lead its login to nobody else (issue 16, section 3). */
class RegistryLoginTest {
  private static final Optional<Login> LOGIN = Optional.of(Login.password("me", "s3cret"));

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private HttpServer other;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    other = server();
    other.createContext(
        "/",
        exchange -> {
          heard.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          say(exchange, "{\"token\":\"x\",\"tags\":[\"9\"]}");
        });
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    other.stop(0);
    client.close();
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static void say(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String at(String host) {
    return "http://" + host + ":" + other.getAddress().getPort();
  }

  private String authorization(String challenge) throws IOException, InterruptedException {
    return new RegistryLogin(client, URI.create("http://localhost:5000"), LOGIN)
        .authorization("a/b", challenge);
  }

  @Test
  void goesToARealmOfTheSameHost() throws Exception {
    assertThat(authorization("Bearer realm=\"" + at("localhost") + "/t\"")).isEqualTo("Bearer x");
    assertThat(heard).singleElement().asString().startsWith("Basic ");
  }

  @Test
  void doesNotGoToARealmOfAnother() throws Exception {
    // It leads here, too, and is no name of this machine.
    assertThat(authorization("Bearer realm=\"" + at("0.0.0.0") + "/t\"")).isEqualTo("Bearer x");
    assertThat(heard).containsExactly("null");
  }

  @Test
  void aRealmThatIsNoAddressIsAskedNothing() throws Exception {
    assertThat(authorization("Bearer realm=\"file:///etc/passwd\"")).isEmpty();
    assertThat(authorization("Bearer realm=\"a b\"")).isEmpty();
    assertThat(authorization("Bearer")).isEmpty();
  }

  @Test
  void aListOfTagsGoesOnAtTheRegistryOnly() throws IOException {
    URI base = URI.create("https://registry.example");
    URI page = URI.create("https://registry.example/v2/a/tags/list?last=x");

    assertThat(RegistryTags.next(base, page)).isEqualTo(page);
    for (String elsewhere : List.of("https://evil.example/v2", "http://registry.example/v2")) {
      assertThatThrownBy(() -> RegistryTags.next(base, URI.create(elsewhere)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another server");
    }
  }

  @Test
  void aTokenIsWhatMayStandInAHeader() {
    assertThat(RegistryLogin.token("{\"access_token\":\"b\",\"token\":\"a\"}")).contains("a");
    assertThat(RegistryLogin.token("{\"token\":\"\",\"access_token\":\"a\\u003d\"}"))
        .contains("a=");
    assertThat(RegistryLogin.token("{\"token\":\"a\\r\\nX-Else: b\"}")).isEmpty();
    assertThat(RegistryLogin.token("{\"token\":7}")).isEmpty();
    assertThat(RegistryLogin.token("<html>")).isEmpty();
  }
}
