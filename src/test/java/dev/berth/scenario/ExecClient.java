package dev.berth.scenario;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Somebody at the other end of a command in a container. */
final class ExecClient implements WebSocket.Listener, AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final CompletableFuture<String> status = new CompletableFuture<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;

  /** What it could not be opened for: the status code of the answer. */
  static int refusal(URI uri, String... headers) {
    try (ExecClient client = new ExecClient()) {
      client.open(uri, headers);
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  ExecClient open(URI uri, String... headers) {
    WebSocket.Builder builder =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(60))
            .subprotocols("v5.channel.k8s.io");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri, this).join();
    return this;
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  void type(String text) {
    send(0, text.getBytes(StandardCharsets.UTF_8));
  }

  void endInput() {
    send(255, new byte[] {0});
  }

  void resize(int columns, int rows) {
    String size = "{\"Width\":" + columns + ",\"Height\":" + rows + "}";
    send(4, size.getBytes(StandardCharsets.UTF_8));
  }

  void send(int channel, byte[] bytes) {
    ByteBuffer message = ByteBuffer.allocate(bytes.length + 1);
    message.put((byte) channel).put(bytes).flip();
    socket.sendBinary(message, true).join();
  }

  void leave() {
    socket.abort();
  }

  @Override
  public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    part.writeBytes(bytes);
    if (last) {
      hear(part.toByteArray());
      part.reset();
    }
    from.request(1);
    return null;
  }

  private void hear(byte[] message) {
    switch (message[0]) {
      case 1 -> output.write(message, 1, message.length - 1);
      case 2 -> errors.write(message, 1, message.length - 1);
      case 3 -> status.complete(new String(message, 1, message.length - 1, StandardCharsets.UTF_8));
      default -> throw new IllegalStateException("channel " + message[0]);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    status.completeExceptionally(failure);
    closed.completeExceptionally(failure);
  }

  synchronized String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  synchronized int outputBytes() {
    return output.size();
  }

  synchronized String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  String status() throws Exception {
    return status.get(90, TimeUnit.SECONDS);
  }

  int closed() throws Exception {
    return closed.get(90, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
