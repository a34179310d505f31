package dev.berth.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Speaks to a Berth as one of several callers. */
final class HostileCaller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final URI server;
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  record Answer(int code, String body) {}

  HostileCaller(URI server, String admin) {
    this.server = server;
    tokens.put("admin", admin);
    tokens.put("nobody", "");
  }

  /** Makes a token for a caller. */
  void introduce(String caller, Map<String, ?> token) throws IOException, InterruptedException {
    Answer made = ask("admin", "PUT", "/v1/tokens/hostile-" + caller + "?renew=true", token);
    if (made.code() > 201) {
      throw new IOException("no token for " + caller + ": " + made.body());
    }
    tokens.put(caller, JSON.readTree(made.body()).path("token").asText());
  }

  void forget(String caller) throws IOException, InterruptedException {
    ask("admin", "DELETE", "/v1/tokens/hostile-" + caller, "");
  }

  /** With {@code <token>} where a caller's own is meant. */
  private String personal(String caller, String text) {
    return text.replace("<token>", token(caller));
  }

  private String token(String caller) {
    String token = tokens.get(caller);
    if (token == null) {
      throw new IllegalArgumentException("no caller `" + caller + "`; known: " + tokens.keySet());
    }
    return token;
  }

  Answer ask(String caller, String method, String path, Object body)
      throws IOException, InterruptedException {
    return ask(caller, method, path, Map.of("Content-Type", type(method, body)), body);
  }

  private static String type(String method, Object body) {
    return body instanceof String
        ? "application/yaml"
        : method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
  }

  Answer ask(String caller, String method, String path, Map<String, ?> headers, Object body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(LIMIT)
            .method(method, HttpRequest.BodyPublishers.ofString(personal(caller, text(body))));
    headers.forEach((name, value) -> request.setHeader(name, personal(caller, value.toString())));
    if (!token(caller).isEmpty() && !headers.containsKey("Authorization")) {
      request.setHeader("Authorization", "Bearer " + token(caller));
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private static String text(Object body) throws JsonProcessingException {
    return body instanceof String text ? text : JSON.writeValueAsString(body);
  }

  /** From an address of its own each time: who is refused again and again is made to wait. */
  private Socket connected() throws IOException {
    InetAddress host = InetAddress.getByName(server.getHost());
    Socket socket = new Socket();
    if (host.isLoopbackAddress() && host instanceof Inet4Address) {
      int call = CALLS.incrementAndGet();
      byte[] own = {127, 1, (byte) (call / 250), (byte) (call % 250 + 1)};
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
    }
    socket.connect(new InetSocketAddress(host, server.getPort()), (int) LIMIT.toMillis());
    return socket;
  }

  /** Sends lines as they are, and reads until the other side has said all. */
  Answer send(String caller, String lines) throws IOException {
    try (Socket socket = connected()) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      String bytes = personal(caller, lines).replace("\r", "").replace("\n", "\r\n");
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> said = reader.lines().collect(Collectors.toList());
      String first = said.isEmpty() ? "" : said.removeFirst();
      String[] words = first.split(" ", 3);
      return words.length < 2 || !words[1].matches("\\d{3}")
          ? new Answer(0, first)
          : new Answer(Integer.parseInt(words[1]), String.join("\n", said));
    }
  }
}
