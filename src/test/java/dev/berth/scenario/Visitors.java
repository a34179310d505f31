package dev.berth.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients of a page on this machine, of every kind that a rollout may hurt, over bare sockets: none
 * asks again by itself, so that what is lost is seen.
 */
final class Visitors implements AutoCloseable {
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n", Pattern.DOTALL);
  private static final int TIMEOUT = 20_000;
  private static final String HOST = "here";

  private final int port;
  private final boolean isSecure;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private volatile boolean ends;

  /** How somebody asks. */
  private enum Manner {
    /** On one connection, and looks before each request whether the other side has closed it. */
    CAREFUL,
    /** On one connection, without a look. */
    BLIND,
    /** A connection for each request. */
    FRESH
  }

  /** Begins at once: some 250 requests a second. */
  Visitors(int port) {
    this(port, false);
  }

  /** Likewise, by TLS for the name that they call it. */
  Visitors(int port, boolean isSecure) {
    this.port = port;
    this.isSecure = isSecure;
    go(4, Manner.CAREFUL, "GET / ", "", Duration.ofMillis(40));
    go(4, Manner.BLIND, "GET / ", "", Duration.ofMillis(40));
    go(4, Manner.FRESH, "GET / ", "", Duration.ofMillis(60));
    go(3, Manner.BLIND, "GET /slow ", "", Duration.ofMillis(50));
    go(2, Manner.BLIND, "POST / ", "x".repeat(1000), Duration.ofMillis(50));
    go(2, Manner.BLIND, "GET / ", "", Duration.ofSeconds(8));
  }

  private void go(int count, Manner manner, String what, String body, Duration pause) {
    for (int i = 0; i < count; i++) {
      threads.execute(() -> ask(manner, what, body, pause));
    }
  }

  private void ask(Manner manner, String what, String body, Duration pause) {
    Optional<Socket> open = Optional.empty();
    while (!ends) {
      try {
        if (manner == Manner.CAREFUL && open.isPresent() && isClosed(open.get())) {
          open.get().close();
          open = Optional.empty();
        }
        Socket socket = open.isPresent() ? open.get() : connect();
        Answer answer = exchange(socket, what, body);
        answers.computeIfAbsent(answer.body(), a -> new AtomicLong()).incrementAndGet();
        boolean isOver = manner == Manner.FRESH || answer.closes();
        open = isOver ? Optional.empty() : Optional.of(socket);
        if (open.isEmpty()) {
          socket.close();
        }
      } catch (IOException e) {
        lost.add(Instant.now() + " " + manner + " " + what + e);
        open = Optional.empty();
      }
      pause(pause);
    }
  }

  private void pause(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    while (!ends && System.nanoTime() < end) {
      java.util.concurrent.locks.LockSupport.parkNanos(
          Math.min(Duration.ofMillis(50).toNanos(), end - System.nanoTime()));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT);
    return isSecure ? SecureVisitor.over(socket, HOST) : socket;
  }

  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(TIMEOUT);
    }
  }

  /** What was answered, and whether the other side said that it would close. */
  private record Answer(String body, boolean closes) {}

  /** A 200, or a failure. */
  private static Answer exchange(Socket socket, String what, String body) throws IOException {
    String request =
        what
            + "HTTP/1.1\r\nHost: "
            + HOST
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + got.size() + " bytes");
      }
      got.write(next);
      String text = got.toString(StandardCharsets.US_ASCII);
      int head = text.indexOf("\r\n\r\n");
      Matcher length = LENGTH.matcher(text);
      if (head > 0
          && length.find()
          && text.length() == head + 4 + Integer.parseInt(length.group(1))) {
        if (!text.startsWith("HTTP/1.1 200")) {
          throw new IOException(text.lines().findFirst().orElse(""));
        }
        boolean closes =
            text.substring(0, head).toLowerCase(Locale.ROOT).contains("connection: close");
        return new Answer(text.substring(head + 4).strip(), closes);
      }
    }
  }

  /** How often each body was answered. */
  Map<String, Long> answers() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    answers.forEach((body, count) -> counts.put(body, count.get()));
    return counts;
  }

  long answered() {
    return answers.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** What was not answered, and why. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /** Whoever asks gets his answer. */
  @Override
  public void close() {
    ends = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(TIMEOUT, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
