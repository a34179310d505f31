package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import java.time.Instant;

/** Reads the output of a container. */
final class Logs {
  private Logs() {}

  static AutoCloseable open(
      DockerClient client, String id, LogRequest request, LogListener listener) {
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
    Streams<Frame> stream = new Streams<>(frame -> listener.output(frame.getPayload()));
    command.exec(stream);
    stream.whenEnded(failure -> listener.end(failure.map(DockerErrors::said).orElse("")));
    return stream;
  }
}
