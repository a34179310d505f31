package dev.berth.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * The line to a server of ACME, which sees each request, and can answer some in its place or hold
 * back what it answered. A connection for each request.
 */
final class AcmeLine implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

  private final SSLServerSocket socket;
  private final SSLContext trusting;
  private final int to;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<String, String> answers = new ConcurrentHashMap<>();
  private volatile Optional<Hold> hold = Optional.empty();

  /** An answer that is there and is not let through. */
  private record Hold(String path, CountDownLatch reached, CountDownLatch over) {}

  AcmeLine(int port, SSLContext identity, int to) throws Exception {
    this.socket =
        (SSLServerSocket)
            identity
                .getServerSocketFactory()
                .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.trusting = SecureVisitor.trusting();
    this.to = to;
    threads.execute(this::accept);
  }

  /** What is answered to requests of a path, headers and all; null for what the server says. */
  void answer(String path, String text) {
    answers.put(path, text);
  }

  void pass(String path) {
    answers.remove(path);
  }

  /** Holds back the next answers to a path; done when the first one is held. */
  CountDownLatch hold(String path) {
    Hold next = new Hold(path, new CountDownLatch(1), new CountDownLatch(1));
    hold = Optional.of(next);
    return next.reached();
  }

  void release() {
    hold.ifPresent(one -> one.over().countDown());
    hold = Optional.empty();
  }

  /** How many requests came whose path begins so. */
  long count(String path) {
    return requests.stream().filter(one -> one.startsWith(path)).count();
  }

  /** How many paths that begin so were asked for. */
  long paths(String path) {
    return requests.stream().filter(one -> one.startsWith(path)).distinct().count();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // Closed, or nobody who speaks TLS.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String request = request(client.getInputStream());
      String path = request.split(" ", 3)[1];
      requests.add(path);
      byte[] answer = answers.containsKey(path) ? own(path) : asked(request);
      Optional<Hold> held = hold.filter(one -> path.startsWith(one.path()));
      if (held.isPresent()) {
        held.get().reached().countDown();
        held.get().over().await();
      }
      client.getOutputStream().write(answer);
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      // Who was cut off has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] own(String path) {
    return answers.getOrDefault(path, "").getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] asked(String request) throws IOException {
    try (Socket server =
        trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), to)) {
      String alone = request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
      server.getOutputStream().write(alone.getBytes(StandardCharsets.ISO_8859_1));
      return server.getInputStream().readAllBytes();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    int wanted = Integer.MAX_VALUE;
    while (got.size() < wanted) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      got.write(next);
      String text = got.toString(StandardCharsets.ISO_8859_1);
      if (wanted == Integer.MAX_VALUE && text.endsWith("\r\n\r\n")) {
        Matcher length = LENGTH.matcher(text);
        wanted = text.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      }
    }
    return got.toString(StandardCharsets.ISO_8859_1)
        .replaceAll("(?i)\r\n(connection|upgrade|http2-settings): [^\r]*", "");
  }

  @Override
  public void close() throws IOException {
    release();
    socket.close();
    threads.shutdownNow();
  }
}
