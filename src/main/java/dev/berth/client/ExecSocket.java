package dev.berth.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A command in a container, from this end: messages whose first byte is their channel, as
 * Kubernetes has them.
 */
public final class ExecSocket implements WebSocket.Listener {
  private static final String PROTOCOL = "v5.channel.k8s.io";
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int STATUS = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;

  private final OutputStream out;
  private final OutputStream err;
  private final StringBuilder status = new StringBuilder();
  private final CompletableFuture<JsonView> end = new CompletableFuture<>();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private int channel = -1;

  private ExecSocket(OutputStream out, OutputStream err) {
    this.out = out;
    this.err = err;
  }

  /** Begins one, and writes what it puts out. */
  public static ExecSocket open(
      BerthClient berth, ApiPath path, OutputStream out, OutputStream err) {
    ExecSocket exec = new ExecSocket(out, err);
    exec.socket.complete(berth.follow(path, PROTOCOL, exec));
    return exec;
  }

  /** Gives it input; waits until that is sent. */
  public void type(byte[] bytes, int length) {
    send(STDIN, ByteBuffer.wrap(bytes, 0, length));
  }

  /** Nothing more is given. */
  public void endInput() {
    send(CLOSE, ByteBuffer.wrap(new byte[] {STDIN}));
  }

  /** The terminal has that size. */
  public void resize(int columns, int rows) {
    String size = "{\"Width\":" + columns + ",\"Height\":" + rows + "}";
    send(RESIZE, ByteBuffer.wrap(size.getBytes(StandardCharsets.UTF_8)));
  }

  /** One after the other: a WebSocket takes no second message before the first is sent. */
  private synchronized void send(int to, ByteBuffer bytes) {
    ByteBuffer message = ByteBuffer.allocate(bytes.remaining() + 1);
    message.put((byte) to).put(bytes).flip();
    if (!end.isDone()) {
      try {
        WebSocket unused = socket.join().sendBinary(message, true).get();
      } catch (ExecutionException e) {
        end.completeExceptionally(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The {@code Status} at its end; waits for it. */
  public JsonView end() {
    try {
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClientFailure.failed("interrupted");
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw ClientFailure.failed(
          "the connection to Berth broke: " + (cause == null ? e : cause).getMessage());
    }
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    if (channel < 0 && data.hasRemaining()) {
      channel = data.get();
    }
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    hear(bytes);
    if (last) {
      channel = -1;
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void hear(byte[] bytes) {
    try {
      switch (channel) {
        case STDOUT -> write(out, bytes);
        case STDERR -> write(err, bytes);
        case STATUS -> status.append(new String(bytes, StandardCharsets.UTF_8));
        default -> {
          // A channel of a later version.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream to, byte[] bytes) throws IOException {
    to.write(bytes);
    to.flush();
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    if (status.isEmpty()) {
      end.completeExceptionally(new IOException("it was closed (" + code + ")"));
    } else {
      end.complete(JsonView.read(status.toString()));
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    if (status.isEmpty()) {
      end.completeExceptionally(failure);
    } else {
      end.complete(JsonView.read(status.toString()));
    }
  }
}
