"""Many who watch the list of apps, in one thread: when each heard of each app, and how much that was."""

import re
import selectors
import socket
import threading
import time

NAME = re.compile(rb'"name":"(scale-\d+)"[^\n]*?"VALUE":"seen"')


class Watcher:
    def __init__(self, port, token, version):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall((
            f"GET /v1/apps?watch=true HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
            + (f"Last-Event-ID: {version}\r\n" if version else "") + "Accept: text/event-stream\r\n\r\n").encode())
        self.rest = b""
        self.heard = {}


class Crowd:
    """Opened, and told all that there is, when it is entered."""

    def __init__(self, ports, count, token, version=None):
        self.selector = selectors.DefaultSelector()
        self.over = threading.Event()
        self.bytes = self.events = 0
        begun = time.monotonic()
        self.watchers = []
        for number in range(count):
            watcher = Watcher(ports[number % len(ports)], token, version)
            self.selector.register(watcher.socket, selectors.EVENT_READ, watcher)
            self.watchers.append(watcher)
        self.thread = threading.Thread(target=self.listen)
        self.last = time.monotonic()
        self.thread.start()
        self.quiet(3)
        self.opening_seconds, self.opening_bytes = self.last - begun, self.bytes
        self.bytes = self.events = 0

    def quiet(self, seconds, limit=120):
        end = time.monotonic() + limit
        while time.monotonic() - self.last < seconds and time.monotonic() < end:
            time.sleep(0.1)

    def listen(self):
        while not self.over.is_set():
            for key, _ in self.selector.select(0.2):
                data = key.fileobj.recv(1 << 16)
                now = self.last = time.monotonic()
                if not data:
                    self.selector.unregister(key.fileobj)
                self.take(key.data, data, now)

    def take(self, watcher, data, now):
        self.bytes += len(data)
        lines = (watcher.rest + data).split(b"\n")
        watcher.rest = lines.pop()
        for line in lines:
            if line.startswith(b"data:"):
                self.events += 1
                found = NAME.search(line)
                if found:
                    watcher.heard.setdefault(found.group(1).decode(), now)

    def await_all(self, sent, seconds):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and any(len(watcher.heard) < len(sent) for watcher in self.watchers):
            time.sleep(0.05)

    def delays(self, sent):
        return [watcher.heard[name] - begun for watcher in self.watchers for name, begun in sent.items() if name in watcher.heard]

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.over.set()
        self.thread.join()
        for watcher in self.watchers:
            watcher.socket.close()
        self.selector.close()
