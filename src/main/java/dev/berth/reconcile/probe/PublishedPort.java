package dev.berth.reconcile.probe;

import dev.berth.spec.Port;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;

/**
 * Whether a published port accepts. The engine's own proxy always does, and hangs up when nobody
 * listens behind it: so a connection has to last for a moment.
 */
final class PublishedPort {
  private static final int CONNECT_MILLIS = 500;

  /** A refusal comes back through the proxy within a few milliseconds (Engine 20.10, measured). */
  private static final int LASTING_MILLIS = 60;

  private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

  private PublishedPort() {}

  /** How a port answers. */
  enum Answer {
    ACCEPTS,
    /** The engine's proxy is there, and nobody behind it. */
    HANGS_UP,
    /** Nobody at all: where no proxy is used, or on another machine, that says nothing. */
    REFUSES
  }

  static Answer ask(Port port) {
    int number = port.published().map(Port.Range::first).orElse(port.target());
    String host = port.address().filter(a -> !EVERYWHERE.contains(a)).orElse("127.0.0.1");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, number), CONNECT_MILLIS);
      socket.setSoTimeout(LASTING_MILLIS);
      return lasts(socket) ? Answer.ACCEPTS : Answer.HANGS_UP;
    } catch (IOException e) {
      return Answer.REFUSES;
    }
  }

  private static boolean lasts(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
