package dev.berth.gitops;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Git's own http-backend behind a login: {@code bot} with {@code right}. */
final class GitHttpServer implements AutoCloseable {
  private final Path repositories;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  GitHttpServer(Path repositories, int port) throws IOException {
    this.repositories = repositories;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server
        .createContext("/", this::serve)
        .setAuthenticator(
            new BasicAuthenticator("git") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals("bot") && password.equals("right");
              }
            });
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", repositories.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    put(environment, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
    put(environment, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
    put(environment, "HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"));
    put(environment, "HTTP_GIT_PROTOCOL", header(exchange, "Git-Protocol"));
    environment.put("REMOTE_USER", "bot");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    try (InputStream out = process.getInputStream()) {
      answer(exchange, out.readAllBytes());
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private static void put(Map<String, String> environment, String name, String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }

  /** A CGI answer: headers, an empty line, the body. */
  private static void answer(HttpExchange exchange, byte[] said) throws IOException {
    String text = new String(said, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int code = 200;
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      String[] parts = line.split(": ", 2);
      if (parts[0].equals("Status")) {
        code = Integer.parseInt(parts[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(parts[0], parts[1]);
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(said, end + 4, said.length - end - 4);
    exchange.sendResponseHeaders(code, body.size() == 0 ? -1 : body.size());
    try (OutputStream out = exchange.getResponseBody()) {
      body.writeTo(out);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
