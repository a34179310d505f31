package dev.berth.reconcile;

import dev.berth.spec.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a published port accepts. The engine's own proxy always does, and hangs up when nobody
 * listens behind it: so a connection has to last for a moment.
 */
final class HostPort {
  private static final int CONNECT_MILLIS = 500;

  /** A refusal comes back through the proxy within a few milliseconds (Engine 20.10, measured). */
  private static final int LASTING_MILLIS = 60;

  private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

  private HostPort() {}

  /** What is wrong, or empty if it accepts. */
  static Optional<String> failure(Port port) {
    int number = port.published().map(Port.Range::first).orElse(port.target());
    String host = port.address().filter(a -> !EVERYWHERE.contains(a)).orElse("127.0.0.1");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, number), CONNECT_MILLIS);
      socket.setSoTimeout(LASTING_MILLIS);
      return socket.getInputStream().read() < 0 ? refusal(port, number) : Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      return refusal(port, number);
    }
  }

  private static Optional<String> refusal(Port port, int number) {
    return Optional.of(
        "port "
            + port.target()
            + " does not accept (published as "
            + number
            + "); it has to listen on all addresses, not on 127.0.0.1 alone");
  }
}
