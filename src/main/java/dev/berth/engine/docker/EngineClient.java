package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Questions and orders to one engine, each with an end. */
final class EngineClient implements EngineCalls, AutoCloseable {
  private final Deadlines deadlines;
  private final Connection connection;

  EngineClient(EngineAccess access, Duration callTimeout, CallMeter meter) {
    this.deadlines = new Deadlines(callTimeout, meter);
    this.connection = new Connection(access, deadlines);
  }

  Connection connection() {
    return connection;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Duration limit() {
    return deadlines.limit();
  }

  @Override
  public <T> T ask(String what, Function<DockerClient, T> question) {
    return ask(what, deadlines.limit(), question);
  }

  /** With another deadline than usual. */
  <T> T ask(String what, Duration within, Function<DockerClient, T> question) {
    Callable<T> call = () -> question.apply(connection.client());
    return reaching(() -> deadlines.call(what, within, call));
  }

  private <T> T reaching(Supplier<T> call) {
    try {
      return call.get();
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.UNREACHABLE) {
        connection.forget();
        throw connection.access().explained(e);
      }
      throw e;
    }
  }

  /** Asks on a lane of its own, without waiting for other calls. */
  <T> T aside(
      String what,
      Duration within,
      ConnectionLane connectionLane,
      Function<DockerClient, T> question) {
    return reaching(() ->
        deadlines.aside(what, within, () -> question.apply(connection.client(connectionLane))));
  }

  /** Asks for something to be done; what is so already, or gone already, is done. */
  void execute(String what, Consumer<DockerClient> order) {
    execute(what, deadlines.limit(), order);
  }

  void execute(String what, Duration within, Consumer<DockerClient> order) {
    ask(
        what,
        within,
        client -> {
          try {
            order.accept(client);
          } catch (NotModifiedException e) {
            // 304: it is so already.
          }
          return "";
        });
  }

  void tellUnlessGone(String what, Consumer<DockerClient> order) {
    execute(
        what,
        client -> {
          try {
            order.accept(client);
          } catch (NotFoundException e) {
            // Gone already, which is what was asked for.
          }
        });
  }

  @Override
  public void close() {
    connection.close();
    connection.access().tunnel().ifPresent(SshTunnel::close);
    deadlines.close();
  }
}
