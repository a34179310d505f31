package dev.berth.scenario;

/** A page that tells its version, in an app whose versions come one after the other. */
final class RevolvingPage {
  /**
   * Ends at once when it is told to, with no grace for anybody. Every fifth answer of a version
   * with FAILS is a failure.
   */
  private static final String PAGE =
      """
      import os, signal, time
      from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
      asked = 0
      class Page(BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          def do_GET(self):
              global asked
              asked += 1
              if self.path == "/slow": time.sleep(1)
              body = os.environ["V"].encode()
              self.send_response(500 if "FAILS" in os.environ and asked % 5 == 0 else 200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)
          def do_POST(self):
              self.rfile.read(int(self.headers["Content-Length"]))
              self.do_GET()
          def log_message(self, *line): pass
      class Server(ThreadingHTTPServer):
          request_queue_size = 256
          daemon_threads = True
      signal.signal(signal.SIGTERM, lambda *signal: os._exit(0))
      Server(("0.0.0.0", 80), Page).serve_forever()
      """;

  private RevolvingPage() {}

  /**
   * The app at one version.
   *
   * @param rollout what its rollout says
   */
  static String manifest(String app, int port, String version, int replicas, String rollout) {
    return """
    name: %s
    build:
      files:
        Dockerfile: |
          FROM python:3-slim
          COPY page.py /
          CMD ["python3", "/page.py"]
        page.py: |
    %s
    environment: {V: %s}
    ports: ["127.0.0.1:%d:80"]
    replicas: %d
    stop_grace_period: 5s
    rollout: {%s}
    """
        .formatted(app, PAGE.indent(6).stripTrailing(), version, port, replicas, rollout);
  }

  /** The page as one service, with no port, of an app of several: more of them can follow. */
  static String services(String app, String service, String version, int replicas, String rollout) {
    return """
    name: %s
    rollout: {%s}
    services:
      %s:
        build:
          files:
            Dockerfile: |
              FROM python:3-slim
              COPY page.py /
              CMD ["python3", "/page.py"]
            page.py: |
    %s
        environment: {V: %s}
        replicas: %d
        healthcheck: {test: [CMD, python3, -c, "import socket; socket.create_connection(('localhost', 80))"], interval: 1s}
        stop_grace_period: 5s
    """
        .formatted(app, rollout, service, PAGE.indent(10).stripTrailing(), version, replicas);
  }
}
