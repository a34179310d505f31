package dev.berth.http.exec;

import dev.berth.port.ContainerExec;
import dev.berth.port.ExecCallers;
import dev.berth.spec.ExecCommand;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets clients into containers: as many as may be, and none that does not speak a WebSocket. */
@Singleton
public final class ExecDoor {
  private final ContainerExec exec;
  private final ExecCallers callers;
  private final ExecBudget budget;

  ExecDoor(ContainerExec exec, ExecCallers callers, ExecBudget budget) {
    this.exec = exec;
    this.callers = callers;
    this.budget = budget;
  }

  /**
   * Begins a command, and makes the request a WebSocket. Whatever is thrown is thrown before that;
   * afterwards the request is nobody's any more.
   *
   * @throws ContainerExec.Refused if the engine does not begin it
   * @throws dev.berth.http.TooManyStreams if this one would be one too many
   */
  public void open(HttpServerRequest request, ContainerExec.Place place, ExecCommand command) {
    @Nullable Context loop = Vertx.currentContext();
    if (loop == null) {
      throw new IllegalStateException("a request is served in a context");
    }
    budget.enter();
    ExecConversation conversation = new ExecConversation(place, command, callers.caller(), budget);
    try {
      conversation.holds(exec.begin(place, command, conversation));
    } catch (RuntimeException | Error e) {
      budget.leave();
      throw e;
    }
    loop.runOnContext(unused ->
        request.toWebSocket().onSuccess(conversation::begin).onFailure(conversation::failed));
  }

  /** What keeps a request from becoming a WebSocket, with the way out; nothing if nothing does. */
  public static String obstacle(HttpServerRequest request) {
    @Nullable String upgrade = request.getHeader("Upgrade");
    if (request.version() != HttpVersion.HTTP_1_1 || !"websocket".equalsIgnoreCase(upgrade)) {
      return "this is a WebSocket (Upgrade: websocket, over HTTP/1.1), as `berth exec` and kubectl"
          + " from 1.31 on open it";
    }
    @Nullable String asked = request.getHeader("Sec-WebSocket-Protocol");
    List<String> offered =
        asked == null ? List.of() : Arrays.stream(asked.split(",")).map(String::strip).toList();
    return offered.isEmpty() || offered.stream().anyMatch(ExecChannel.PROTOCOLS::contains)
        ? ""
        : "Sec-WebSocket-Protocol must be one of "
            + String.join(", ", ExecChannel.PROTOCOLS)
            + ", was `"
            + asked
            + "`";
  }
}
