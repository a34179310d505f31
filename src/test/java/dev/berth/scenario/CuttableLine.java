package dev.berth.scenario;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of this machine that leads to another, or to a socket, until the line is cut. */
final class CuttableLine implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final SocketAddress target;
  private volatile boolean isCut;

  CuttableLine(int target) throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
  }

  CuttableLine(SocketAddress target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Ends what is open, and whatever comes until it is mended. */
  void cut() {
    isCut = true;
    open.forEach(CuttableLine::end);
  }

  void mend() {
    isCut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        if (isCut) {
          end(here);
          continue;
        }
        SocketChannel there = SocketChannel.open(target);
        InputStream back = Channels.newInputStream(there);
        OutputStream on = Channels.newOutputStream(there);
        open.add(here);
        open.add(there);
        Thread.ofVirtual()
            .start(() -> copy(() -> here.getInputStream().transferTo(on), here, there));
        Thread.ofVirtual()
            .start(() -> copy(() -> back.transferTo(here.getOutputStream()), here, there));
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private interface Copying {
    void run() throws IOException;
  }

  private void copy(Copying copying, Socket here, SocketChannel there) {
    try (here;
        there) {
      copying.run();
    } catch (IOException e) {
      // One of them has gone, and so does the other.
    } finally {
      open.remove(here);
      open.remove(there);
    }
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    door.close();
  }
}
