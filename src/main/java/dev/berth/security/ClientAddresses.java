package dev.berth.security;

import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is at the other end of a connection: an address, or, for those that come through the socket
 * in the file system, the user of this machine. To Berth's port they all come from itself.
 */
public final class ClientAddresses {
  private final Map<Integer, String> byPort = new ConcurrentHashMap<>();

  /** A connection from that port of ours is somebody's; until what is returned is closed. */
  public Carried carries(int port, String user) {
    byPort.put(port, "unix:" + user);
    return () -> byPort.remove(port);
  }

  /** The end of a connection. */
  public interface Carried extends AutoCloseable {
    @Override
    void close();
  }

  String of(SocketAddress remote) {
    String host = String.valueOf(remote.host());
    return byPort.getOrDefault(remote.port(), host);
  }
}
