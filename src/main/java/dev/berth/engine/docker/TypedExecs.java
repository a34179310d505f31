package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.exception.DockerException;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecSession;
import dev.berth.json.JsonTree;
import dev.berth.spec.ExecCommand;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Commands in running containers that somebody follows. The engine is asked in the words of HTTP,
 * on a connection that is then both input and output: moby's {@code POST /exec/ID/start}.
 */
final class TypedExecs {
  /**
   * In the environment of each, so that all that it has started can be found: engines have no word
   * for the end of one.
   */
  static final String MARK = "BERTH_EXEC";

  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int SWITCHED = 101;
  private static final int OK = 200;

  private final EngineClient calls;

  TypedExecs(EngineClient calls) {
    this.calls = calls;
  }

  ExecSession open(String container, ExecCommand command, ExecListener listener) {
    String mark = UUID.randomUUID().toString();
    String id =
        calls.ask("exec in " + container, client -> create(client, container, command, mark));
    EngineSocket socket =
        calls.ask("exec in " + container, client -> start(id, command.terminal(), container));
    TypedExec exec =
        new TypedExec(calls, socket, new TypedExec.Run(id, container, mark, command), listener);
    command.size().ifPresent(exec::resize);
    exec.begin();
    return exec;
  }

  private static String create(
      DockerClient client, String container, ExecCommand command, String mark) {
    ExecCreateCmd request =
        client
            .execCreateCmd(container)
            .withCmd(command.command().toArray(String[]::new))
            .withTty(command.terminal())
            .withAttachStdin(command.stdin())
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withEnv(environment(command, mark));
    command.user().ifPresent(request::withUser);
    command.workingDir().ifPresent(request::withWorkingDir);
    return request.exec().getId();
  }

  /** Without a word for it, programs take a terminal for one that can do nothing. */
  private static List<String> environment(ExecCommand command, String mark) {
    String marked = MARK + "=" + mark;
    return command.terminal() ? List.of(marked, "TERM=xterm") : List.of(marked);
  }

  private EngineSocket start(String id, boolean isTerminal, String container) {
    try {
      EngineSocket socket = calls.connection().socket();
      try {
        GatedTransport.pass(calls.connection().access().gate(), "POST /exec/" + id + "/start");
        socket.out().write(head(id, isTerminal));
        socket.out().flush();
        answered(socket.in(), container);
        return socket;
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
    } catch (IOException e) {
      throw DockerErrors.of("exec in " + container, e);
    }
  }

  private byte[] head(String id, boolean isTerminal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Detach", false);
    body.put("Tty", isTerminal);
    byte[] bytes = JsonTree.write(body).getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v"
            + calls.connection().apiVersion()
            + "/exec/"
            + id
            + "/start HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n"
            + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return (head + new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads as far as the answer's head goes, and not a byte of what follows. */
  private static void answered(InputStream in, String container) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("the engine did not answer in HTTP");
      }
      head.append((char) next);
    }
    String[] words = head.toString().split("\\s", 3);
    int status = words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    if (status != SWITCHED && status != OK) {
      String said = new String(body(in, head.toString()), StandardCharsets.UTF_8);
      DockerException failure = new DockerException(said, status);
      EngineException.Kind kind =
          switch (status) {
            case 404 -> EngineException.Kind.NOT_FOUND;
            case 409 -> EngineException.Kind.CONFLICT;
            case 400 -> EngineException.Kind.INVALID;
            default -> EngineException.Kind.ENGINE_ERROR;
          };
      throw new EngineException(
          kind, "exec in " + container + ": " + DockerErrors.said(failure), failure);
    }
  }

  private static byte[] body(InputStream in, String head) throws IOException {
    int length =
        head.lines()
            .map(line -> line.split(":", 2))
            .filter(pair -> pair.length == 2 && pair[0].equalsIgnoreCase("Content-Length"))
            .map(pair -> pair[1].strip())
            .filter(text -> text.matches("\\d{1,5}"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(0);
    return new BufferedInputStream(in).readNBytes(length);
  }
}
