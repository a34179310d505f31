"""What the holder of a fixed port costs: time a request, and memory at many connections."""

import http.client
import json
import statistics
import time

import engine
import page

SERVER = """import http.server as h
class S(h.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    wbufsize = -1  # An answer in two pieces waits 40 ms for the acknowledgement of its first.
    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'ok')
    def log_message(self, *line): pass
class Many(h.ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True
Many(('', 80), S).serve_forever()
"""
APP = {
    "apiVersion": "berth.dev/v1",
    "kind": "App",
    "metadata": {"name": "bench-held"},
    "spec": {"image": "python:3-slim", "command": ["python3", "-c", SERVER], "init": True, "stop_grace_period": "2s"},
}
REQUESTS, CONNECTIONS = 2000, 800


def connect(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.connect()
    return connection


def ask(connection):
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"ok"), answer.status


def kept(port):
    """Milliseconds of the median request on one connection."""
    connection = connect(port)
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        ask(connection)
        times.append(time.perf_counter() - begun)
    connection.close()
    return statistics.median(times) * 1000


def fresh(port):
    """Likewise, each with a connection of its own."""
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        connection = connect(port)
        ask(connection)
        connection.close()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def crowded(port, container):
    """Bytes that the holder uses while so many connections are open, each of which has asked."""
    connections = [connect(port) for _ in range(CONNECTIONS)]
    for connection in connections:
        ask(connection)
    memory = engine.call("GET", f"/containers/{container}/stats?stream=false&one-shot=true")["memory_stats"]
    for connection in connections:
        connection.close()
    return memory["usage"] - memory["stats"].get("inactive_file", memory["stats"].get("total_inactive_file", 0))


def declared(berth, port, **more):
    body = {**APP, "spec": {**APP["spec"], "ports": [f"{port}:80"], **more}}
    berth.good("PUT", "/v1/apps/bench-held?wait=ready&timeout=300s", json.dumps(body))
    page.await_answer(port)


def measure(berth, port):
    """By turns, so that a noisy machine hurts both."""
    figures = {"plain_kept_ms": [], "plain_fresh_ms": [], "held_kept_ms": [], "held_fresh_ms": []}
    for _ in range(3):
        for name, more in (("plain", {}), ("held", {"rollout": {"strategy": "Rolling"}})):
            declared(berth, port, **more)
            figures[f"{name}_kept_ms"].append(kept(port))
            figures[f"{name}_fresh_ms"].append(fresh(port))
    containers = engine.call("GET", "/containers/json")
    holder = next(one["Id"] for one in containers if one["Labels"].get("dev.berth.service") == "bench-held-holder")
    figures["connections"] = CONNECTIONS
    figures["crowded_bytes"] = crowded(port, holder)
    berth.good("DELETE", "/v1/apps/bench-held?volumes=delete&wait=ready")
    return figures
