package dev.berth.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.berth.engine.EngineException;
import dev.berth.engine.OrderGate;
import java.io.IOException;
import java.util.regex.Pattern;

/** Sends what asks, and of what changes something only what a gate permits at that moment. */
final class GatedTransport implements DockerHttpClient {
  /** The one POST looks at a registry with a login. */
  private static final Pattern QUESTION =
      Pattern.compile("(?:GET|HEAD) .*|POST (?:/v[0-9.]+)?/auth");

  private final DockerHttpClient transport;
  private final OrderGate gate;

  GatedTransport(DockerHttpClient transport, OrderGate gate) {
    this.transport = transport;
    this.gate = gate;
  }

  @Override
  public Response execute(Request request) {
    String call = request.method() + " " + request.path();
    if (!QUESTION.matcher(call).matches()) {
      pass(gate, call);
    }
    return transport.execute(request);
  }

  /**
   * Goes on where the gate permits an order.
   *
   * @throws EngineException UNREACHABLE where it does not: another one may try
   */
  static void pass(OrderGate gate, String order) {
    if (!gate.permits(order)) {
      throw new EngineException(
          EngineException.Kind.UNREACHABLE, order + ": this Berth does not lead any more");
    }
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
