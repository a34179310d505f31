package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Frame;
import dev.berth.engine.ExecResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** One command in a running container. */
final class Execs {
  private static final int LONGEST_OUTPUT = 4096;

  private final String container;
  private final List<String> command;
  private final StringBuilder output = new StringBuilder();

  Execs(String container, List<String> command) {
    this.container = container;
    this.command = command;
  }

  ExecResult run(DockerClient client, Deadlines deadlines, Duration limit) {
    return deadlines.call("exec in " + container, limit, () -> run(client));
  }

  private ExecResult run(DockerClient client) {
    String id =
        client
            .execCreateCmd(container)
            .withCmd(command.toArray(String[]::new))
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    Streams<Frame> stream = new Streams<>(this::hear);
    client.execStartCmd(id).exec(stream);
    stream.awaitEnd("exec in " + container);
    Long exitCode = client.inspectExecCmd(id).exec().getExitCodeLong();
    return new ExecResult(exitCode == null ? -1 : exitCode.intValue(), text());
  }

  private synchronized String text() {
    return output.toString();
  }

  private synchronized void hear(Frame frame) {
    output.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
    if (output.length() > LONGEST_OUTPUT) {
      output.delete(0, output.length() - LONGEST_OUTPUT);
    }
  }
}
