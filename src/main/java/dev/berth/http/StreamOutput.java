package dev.berth.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;

/**
 * Bytes to a client. Each piece is waited for, so that one who reads slowly slows the writing down,
 * and one who has gone is noticed.
 */
final class StreamOutput extends OutputStream {
  private static final int PIECE = 16 * 1024;

  private final HttpServerResponse response;
  private Buffer waiting = Buffer.buffer();

  StreamOutput(HttpServerResponse response) {
    this.response = response;
  }

  /** Sends the head of the answer: a client sees that he is followed before anything happens. */
  void begin() throws IOException {
    response.setChunked(true);
    if (response
        .isChunked()) { // HTTP/1.0 knows no chunks: there the head comes with the first byte.
      if (response.streamId() < 0) {
        response.putHeader(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
      }
      await(response.writeHead());
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    waiting.appendBytes(bytes, offset, length);
    if (waiting.length() >= PIECE) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (waiting.length() > 0) {
      Buffer piece = waiting;
      waiting = Buffer.buffer();
      await(response.write(piece));
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private static void await(Future<Void> sent) throws IOException {
    try {
      Object unused = sent.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server ends");
    } catch (ExecutionException e) {
      throw new IOException("the client has gone", e.getCause());
    }
  }
}
