package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was given for one server is not sent to another (issue 16, section 3). */
class BoundCredentialsTest {
  private static final String URL = "url: https://git.example.com/team/shop.git\n";

  @TempDir Path home;
  private SourceRig rig;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    rig = new SourceRig(home);
  }

  @AfterEach
  void end() {
    servers.forEach(server -> server.stop(0));
    rig.close();
  }

  private List<Violation> put(String manifest) {
    ResourceDraft draft =
        ((Validated.Valid<ResourceDraft>)
                ManifestReader.resource("Source", "name: files\n" + manifest))
            .value();
    Receipt<Resource> receipt = rig.resourceIntake.put(rig.kind, draft, new Precondition.None());
    return receipt instanceof Receipt.Invalid<Resource> invalid ? invalid.violations() : List.of();
  }

  private Map<?, ?> stored(String key) {
    Object value = rig.stored.find("Source", "files").orElseThrow().spec().get(key);
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{provider: github, api: 'https://api.example.com/v3'} | {provider: github, api:"
            + " 'https://evil.example/v3'}",
        "{provider: github, api: 'https://api.example.com/v3'} | {provider: github, api:"
            + " 'http://api.example.com/v3'}",
        "{provider: github, api: 'https://api.example.com/v3'} | {provider: github, api:"
            + " 'https://api.example.com:8443/v3'}",
        "{provider: github, api: 'https://api.example.com/v3'} | {provider: github, api:"
            + " 'https://api.example.com@evil.example/'}",
        "{provider: github, api: 'https://api.example.com/v3'} | {provider: github}",
        "{provider: github}                                    | {provider: github, api:"
            + " 'https://evil.example/v3'}",
      })
  void theTokenForMarksStaysWithItsServer(String before, String after) {
    put(URL + "commitStatus: " + before.replace("}", ", token: t}") + "\n");

    assertThat(put(URL + "commitStatus: " + after + "\n"))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.path()).isEqualTo("commitStatus.token");
          assertThat(v.message()).contains("give it again");
        });
    assertThat(put(URL + "commitStatus: " + after.replace("}", ", token: t2}") + "\n")).isEmpty();
  }

  @Test
  void theTokenForMarksStaysWithinItsServer() {
    put(URL + "commitStatus: {provider: gitlab, api: 'https://a.example/v4', token: t}\n");

    assertThat(put(URL + "commitStatus: {provider: gitlab, api: 'https://a.example/v5'}\n"))
        .isEmpty();
    assertThat(stored("commitStatus").containsKey("token")).isTrue();
  }

  @Test
  void anotherRepositoryGetsNoneOfTheCredentials() {
    put(URL + "credentials: {token: t}\ncommitStatus: {provider: github, token: t}\n");

    put("url: https://git.example.com.evil.example/team/shop.git\n");

    assertThat(stored("credentials").containsKey("token")).isFalse();
    assertThat(stored("commitStatus").containsKey("token")).isFalse();
  }

  @Test
  void theKeyOfNoticesStaysWithWhomItIsSharedWith() {
    put(URL + "notify: {url: 'https://chat.example/a', secret: s}\n");

    assertThat(put(URL + "notify: {url: 'https://evil.example/a'}\n"))
        .extracting(Violation::path)
        .containsExactly("notify.secret");
    assertThat(put(URL + "notify: {url: 'https://chat.example/b'}\n")).isEmpty();
  }

  private HttpServer server(List<String> heard, String leadsTo) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          heard.add(String.valueOf(login));
          if (login == null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
          } else {
            exchange.getResponseHeaders().add("Location", leadsTo + exchange.getRequestURI());
            exchange.sendResponseHeaders(leadsTo.isEmpty() ? 404 : 302, -1);
          }
          exchange.close();
        });
    server.start();
    servers.add(server);
    return server;
  }

  private static String url(HttpServer server) {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Test
  void aRedirectTakesNoCredentialsAlong() throws IOException {
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    HttpServer thief = server(second, "");
    HttpServer own = server(first, url(thief));
    put("url: " + url(own) + "/team/shop.git\ncredentials: {token: t}\n");

    Map<String, Object> report = rig.sync();

    assertThat(first).anySatisfy(login -> assertThat(login).startsWith("Basic "));
    assertThat(second).isEmpty();
    assertThat(SourceStatus.of(report).message()).contains("which its credentials are not for");
  }
}
