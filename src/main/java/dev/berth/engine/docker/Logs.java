package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Reads the output of containers, of not too many at a time. */
final class Logs {
  private final int most;
  private final Semaphore free;

  Logs(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** Answers when the engine has begun to; nobody waits for a connection that others hold. */
  AutoCloseable open(DockerClient client, String id, LogRequest request, LogListener listener) {
    if (!free.tryAcquire()) {
      throw new EngineException(
          EngineException.Kind.ENGINE_ERROR,
          "read logs of "
              + id
              + ": the output of "
              + most
              + " containers is being read, as much as may be; come again later");
    }
    Streams<Frame> stream = new Streams<>(frame -> hear(frame, listener));
    stream.whenEnded(failure -> free.release());
    try {
      command(client, id, request).exec(stream);
    } catch (RuntimeException | Error e) {
      stream.onError(e);
      throw e;
    }
    await(stream);
    stream.whenEnded(failure -> listener.end(failure.map(DockerErrors::said).orElse("")));
    return stream;
  }

  /** Of a terminal there is one output, with both in it. */
  private static void hear(Frame frame, LogListener listener) {
    if (frame.getStreamType() == StreamType.STDERR) {
      listener.error(frame.getPayload());
    } else {
      listener.output(frame.getPayload());
    }
  }

  private static void await(Streams<Frame> stream) {
    try {
      stream.awaitOpen();
    } catch (InterruptedException e) {
      stream.close();
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.TIMEOUT, "read logs: interrupted", e);
    }
  }

  private static LogContainerCmd command(DockerClient client, String id, LogRequest request) {
    LogContainerCmd command =
        client
            .logContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(request.follow())
            .withTimestamps(request.timestamps());
    if (request.tail().isPresent()) {
      command.withTail(request.tail().getAsInt());
    }
    request
        .since()
        .map(Instant::getEpochSecond)
        .map(Math::toIntExact)
        .ifPresent(command::withSince);
    return command;
  }
}
