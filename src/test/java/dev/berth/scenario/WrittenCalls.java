package dev.berth.scenario;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port that leads to the engine of this machine, and notes each call that changes something. */
final class WrittenCalls implements AutoCloseable {
  private static final Pattern WRITE =
      Pattern.compile("(?:^|\\n)((?:POST|PUT|DELETE) /\\S* HTTP/1\\.1)\\r\\n");
  private static final String ENGINE = "/var/run/docker.sock";

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** When it came by, and its first line. */
  record Call(Instant at, String line) {}

  WrittenCalls() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  /** As {@code DOCKER_HOST} takes it. */
  String host() {
    return "tcp://127.0.0.1:" + door.getLocalPort();
  }

  List<Call> since(Instant time) {
    return calls.stream().filter(call -> !call.at().isBefore(time)).toList();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        SocketChannel there = SocketChannel.open(StandardProtocolFamily.UNIX);
        there.connect(UnixDomainSocketAddress.of(ENGINE));
        open.add(here);
        open.add(there);
        InputStream back = Channels.newInputStream(there);
        OutputStream on = Channels.newOutputStream(there);
        InputStream asked = here.getInputStream();
        OutputStream answered = here.getOutputStream();
        Thread.ofVirtual().start(() -> carry(asked, on, true, there));
        Thread.ofVirtual().start(() -> carry(back, answered, false, here));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void carry(InputStream in, OutputStream out, boolean isNoted, Closeable end) {
    byte[] buffer = new byte[65536];
    try (end) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (isNoted) {
          note(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side hung up.
    }
  }

  private void note(String text) {
    Matcher write = WRITE.matcher(text);
    while (write.find()) {
      calls.add(new Call(Instant.now(), write.group(1)));
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Closeable one : open) {
      one.close();
    }
  }
}
