package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;

/**
 * Output that an engine sends in frames: a byte that says which, three of nothing, four of its
 * length. For what docker-java 3.7.1 has no words: it leaves the details of a service's lines out.
 */
final class FramedOutput implements AutoCloseable {
  private static final int REFUSED = 400;
  private static final int ERRORS = 2;

  /** More than an engine puts into one frame. */
  private static final int MOST = 1 << 24;

  private final DockerHttpClient.Response answer;
  private final LogListener listener;
  private volatile boolean isClosed;

  private FramedOutput(DockerHttpClient.Response answer, LogListener listener) {
    this.answer = answer;
    this.listener = listener;
  }

  /** Begins to hear; answers when the engine has begun to send. */
  static FramedOutput open(DockerClient client, String path, LogListener listener) {
    DockerHttpClient http = Objects.requireNonNull(((DockerClientImpl) client).getHttpClient());
    DockerHttpClient.Response answer =
        http.execute(
            DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path(path)
                .build());
    FramedOutput output = new FramedOutput(answer, listener);
    if (answer.getStatusCode() >= REFUSED) {
      output.close();
      throw new EngineException(
          EngineException.Kind.ENGINE_ERROR, "read logs: status " + answer.getStatusCode());
    }
    Thread.ofPlatform().daemon().name("swarm-logs").start(output::read);
    return output;
  }

  private void read() {
    String failure = "";
    try (DataInputStream in = new DataInputStream(answer.getBody())) {
      while (!isClosed) {
        frame(in);
      }
    } catch (EOFException e) {
      // All was said.
    } catch (IOException | RuntimeException e) {
      failure = isClosed ? "" : DockerErrors.said(e);
    } finally {
      listener.end(failure);
      close();
    }
  }

  private void frame(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    in.skipNBytes(3);
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] piece = new byte[length];
    in.readFully(piece);
    if (kind == ERRORS) {
      listener.error(piece);
    } else {
      listener.output(piece);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    answer.close();
  }
}
