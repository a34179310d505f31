package dev.berth.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** In front of a registry: answers with a status of its own for as long as it is told to. */
final class BusyRegistry implements AutoCloseable {
  private final HttpServer server;
  private final String behind;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status;

  BusyRegistry(LocalRegistry registry, int status) throws IOException {
    this.behind = "http://" + registry.host();
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  /** From now on it answers what the registry says. */
  void calm() {
    status = 0;
  }

  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (status == 0 || path.equals("/v2/")) {
      forward(exchange);
      return;
    }
    asked.incrementAndGet();
    byte[] body =
        "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Retry-After", "3");
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
    try (OutputStream out = exchange.getResponseBody()) {
      if (hasBody) {
        out.write(body);
      }
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpURLConnection on =
        (HttpURLConnection) URI.create(behind + exchange.getRequestURI()).toURL().openConnection();
    on.setRequestMethod(exchange.getRequestMethod());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (name.matches("(?i)accept|authorization")) {
            values.forEach(value -> on.addRequestProperty(name, value));
          }
        });
    int code = on.getResponseCode();
    on.getHeaderFields()
        .forEach((name, values) -> {
          if (name != null && name.matches("(?i)content-type|docker-.*|www-authenticate|link")) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", on.getHeaderField("Content-Length"));
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
      return;
    }
    try (InputStream in = code < 400 ? on.getInputStream() : on.getErrorStream();
        OutputStream out = exchange.getResponseBody()) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
