package dev.berth.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody who is told: keeps what comes, and answers what the test wants. */
final class NoticeReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile String words = "thank you";

  /** One request. */
  record Told(
      String method,
      String path,
      String body,
      String id,
      String signature,
      String bearer,
      int code) {}

  NoticeReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Codes of the next answers; from then on 200. */
  void answersNext(Integer... codes) {
    answers.addAll(List.of(codes));
  }

  void says(String text) {
    words = text;
  }

  List<Told> told() {
    return told;
  }

  /** What it has taken. */
  List<Told> taken() {
    return told.stream().filter(one -> one.code() == 200).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Integer next = answers.poll();
    int code = next == null ? 200 : next;
    told.add(
        new Told(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            String.valueOf(exchange.getRequestHeaders().getFirst("X-Berth-Notice")),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-Berth-Signature-256")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            code));
    byte[] answer = words.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
