package dev.berth.plan;

import dev.berth.spec.Holders;
import dev.berth.spec.Port;
import java.util.Locale;
import java.util.Set;

/** What is spoken on a port, as far as a holder has to know. */
enum Speech {
  /** Requests and answers, one after the other on a connection. */
  HTTP,
  /** HTTP/2 from the first byte on, as gRPC speaks it. */
  H2,
  /** Bytes. */
  TCP,
  /** Nobody said: requests where the client begins with one, bytes else. */
  AUTO;

  /**
   * Ports of protocols in which the server speaks first (FTP, SSH, Telnet, SMTP, POP3, IMAP, MySQL,
   * VNC), so that waiting for the client costs every connection the whole delay.
   */
  private static final Set<Integer> SERVER_FIRST =
      Set.of(21, 22, 23, 25, 110, 143, 587, 3306, 5900);

  private static final Set<String> REQUESTS = Set.of("http", "ws", "kubernetes.io/ws");

  /** Whether requests are told apart on it. */
  boolean hasRequests() {
    return this != TCP;
  }

  /** Whether bytes may go through it as they are. */
  boolean hasBytes() {
    return this == TCP || this == AUTO;
  }

  /** By {@code app_protocol}; names that nobody knows are bytes. */
  static Speech of(Port port) {
    if (port.appProtocol().isEmpty()) {
      return SERVER_FIRST.contains(port.target()) ? TCP : AUTO;
    }
    String word = port.appProtocol().get().toLowerCase(Locale.ROOT);
    if (Holders.H2.contains(word)) {
      return H2;
    }
    return REQUESTS.contains(word) ? HTTP : TCP;
  }
}
