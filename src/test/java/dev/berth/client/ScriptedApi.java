package dev.berth.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers as it was told to, and remembers what it was asked. */
public final class ScriptedApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();

  private final List<String> variables = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  public ScriptedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** For {@code METHOD /path?query}; everything else is not found. */
  public ScriptedApi on(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  /** All but watches, in order. */
  public List<String> asked() {
    return asked.stream().filter(request -> !request.contains("watch=true")).toList();
  }

  /** What came with them; empty where nothing did. */
  public List<String> bodies() {
    return bodies;
  }

  /** The headers of authorization. */
  public List<String> tokens() {
    return tokens;
  }

  /** The variables of Compose files that came. */
  public List<String> variables() {
    return variables;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String whole = last == null ? request : request + " after " + last;
    asked.add(whole);
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    variables.addAll(exchange.getRequestHeaders().getOrDefault("X-Berth-Env", List.of()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Answer answer = answers.getOrDefault(whole, new Answer(404, "{\"detail\":\"not here\"}"));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
