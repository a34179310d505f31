"""Clients of a page that ask all the while, and never twice: what is lost is counted."""

import http.client
import threading
import time

KEEPING, FRESH = 4, 4
PAUSE = 0.02


class Visitors:
    """Half of them keep their connection, half make one for each request: some 300 requests a second."""

    def __init__(self, port):
        self.port, self.ends = port, threading.Event()
        self.lock, self.answered, self.lost = threading.Lock(), 0, 0
        self.first_loss = self.last_loss = None
        self.threads = [
            threading.Thread(target=self.visit, args=(number < KEEPING,), daemon=True) for number in range(KEEPING + FRESH)
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        for thread in self.threads:
            thread.join(30)

    def visit(self, keeps):
        connection = None
        while not self.ends.wait(PAUSE):
            try:
                if connection is None:
                    connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("GET", "/")
                answer = connection.getresponse()
                answer.read()
                self.note(answer.status == 200)
                if not keeps or answer.will_close:
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException):
                self.note(False)
                connection = None

    def note(self, is_good):
        with self.lock:
            if is_good:
                self.answered += 1
                return
            now = time.monotonic()
            self.lost += 1
            self.first_loss = self.first_loss or now
            self.last_loss = now

    def figures(self):
        gap = (self.last_loss - self.first_loss) if self.lost else 0.0
        return {"asked": self.answered + self.lost, "lost": self.lost, "gap_seconds": gap}
