package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.model.Frame;
import dev.berth.engine.ExecResult;
import dev.berth.spec.LifecycleHook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One command in a running container. */
final class Execs {
  private static final int LONGEST_OUTPUT = 4096;

  private final String container;
  private final LifecycleHook lifecycleHook;
  private final StringBuilder output = new StringBuilder();

  Execs(String container, LifecycleHook lifecycleHook) {
    this.container = container;
    this.lifecycleHook = lifecycleHook;
  }

  ExecResult run(DockerClient client, Deadlines deadlines, Duration limit) {
    return deadlines.call("exec in " + container, limit, () -> run(client));
  }

  private ExecResult run(DockerClient client) {
    ExecCreateCmd command =
        client
            .execCreateCmd(container)
            .withCmd(lifecycleHook.command().toArray(String[]::new))
            .withPrivileged(lifecycleHook.privileged())
            .withEnv(lifecycleHook.environment().entrySet().stream().map(Object::toString).toList())
            .withAttachStdout(true)
            .withAttachStderr(true);
    lifecycleHook.user().ifPresent(command::withUser);
    lifecycleHook.workingDir().ifPresent(command::withWorkingDir);
    String id = command.exec().getId();
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
