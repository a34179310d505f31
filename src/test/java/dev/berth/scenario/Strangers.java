package dev.berth.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Containers of nobody's on an app's network, each with a page of its own, which take addresses in
 * the moment in which they are free.
 */
final class Strangers implements AutoCloseable {
  private static final String PAGE =
      """
      import http.server as h
      class P(h.BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(200)
              self.end_headers()
              self.wfile.write(b'stranger')
          def log_message(self, *line): pass
      h.ThreadingHTTPServer(('', 80), P).serve_forever()
      """;
  private static final int TRIES = 300;

  private final List<String> names = new ArrayList<>();
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> work;
  private volatile boolean ends;

  /** They begin to try at once, for one address after the other. */
  Strangers(String network, List<String> addresses) throws Exception {
    for (int i = 0; i < addresses.size(); i++) {
      names.add("loop-stranger-" + i);
      Scenario.docker(
          "create",
          "--name=" + names.get(i),
          "--network=" + network,
          "--ip=" + addresses.get(i),
          "--init",
          "python:3-slim",
          "python3",
          "-c",
          PAGE);
    }
    work = CompletableFuture.runAsync(() -> settle(addresses));
  }

  private void settle(List<String> addresses) {
    for (int tries = 0; !ends && tries < TRIES && settled.size() < names.size(); tries++) {
      for (int i = 0; i < names.size(); i++) {
        if (!settled.contains(addresses.get(i)) && starts(names.get(i))) {
          settled.add(addresses.get(i));
        }
      }
    }
  }

  /** An engine refuses an address that somebody has. */
  private static boolean starts(String name) {
    try {
      return new ProcessBuilder("docker", "start", name)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** The addresses that they have by now. */
  List<String> settled() {
    return List.copyOf(settled);
  }

  @Override
  public void close() throws Exception {
    ends = true;
    work.join();
    for (String name : names) {
      Scenario.docker("rm", "--force", name);
    }
  }
}
