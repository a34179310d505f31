package dev.berth.reconcile.probe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a container's table of sockets (Linux, {@code proc_net_tcp.txt}): whether a port is
 * listened on can be seen without a connection, which an app might count or take amiss.
 */
public final class ListeningPorts {
  /** What shows the table, in an image that has it. */
  public static final List<String> COMMAND = List.of("cat", "/proc/net/tcp", "/proc/net/tcp6");

  /** State of a socket that listens. */
  private static final String LISTEN = "0A";

  private static final String ESTABLISHED = "01";

  /** {@code 127.0.0.0/8}, bytes in reverse, and {@code ::1}, in words of reversed bytes. */
  private static final List<String> LOOPBACKS = List.of("7F", "00000000000000000000000001000000");

  private ListeningPorts() {}

  /** What can be seen of a port. */
  enum View {
    LISTENING,
    /** Or only for the container itself. */
    CLOSED,
    /** There is no table. */
    HIDDEN
  }

  static View view(String table, int port) {
    if (!table.contains("local_address")) {
      return View.HIDDEN;
    }
    String wanted = ":" + String.format(Locale.ROOT, "%04X", port);
    return table.lines().map(line -> line.strip().split("\\s+")).anyMatch(f -> listens(f, wanted))
        ? View.LISTENING
        : View.CLOSED;
  }

  /**
   * Whether somebody else is connected to a port that is listened on. So it seems, too, where there
   * is no table.
   */
  public static boolean isAsked(String table) {
    if (!table.contains("local_address")) {
      return true;
    }
    List<String[]> sockets =
        table.lines().map(line -> line.strip().split("\\s+")).filter(f -> f.length >= 4).toList();
    Set<String> ports =
        sockets.stream()
            .filter(f -> f[3].equals(LISTEN))
            .map(f -> port(f[1]))
            .collect(Collectors.toSet());
    return sockets.stream().anyMatch(f -> f[3].equals(ESTABLISHED) && ports.contains(port(f[1])));
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }

  private static boolean listens(String[] fields, String wanted) {
    if (fields.length < 4 || !fields[3].equals(LISTEN) || !fields[1].endsWith(wanted)) {
      return false;
    }
    String address = fields[1].substring(0, fields[1].length() - wanted.length());
    return LOOPBACKS.stream().noneMatch(address::endsWith);
  }
}
