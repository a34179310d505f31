"""A Berth of its own: own home, own port, ended at the end."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.environ["ROOT"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Berth:
    def __init__(self, home=None, environment=()):
        self.environment = dict(environment)
        self.home = home or tempfile.mkdtemp(prefix="berth-bench-")
        self.port = free_port()
        self.process = None

    def start(self, ready=True):
        """Starts it; seconds until it says that it is ready, or with ready=False until it answers at all."""
        environment = {
            **os.environ,
            **self.environment,
            "BERTH_HOME": self.home,
            "BERTH_PORT": str(self.port),
            "BERTH_BUILD_ROOTS": os.path.join(ROOT, "examples/friendlyhello"),
        }
        log = open(os.path.join(self.home, "berth.log"), "ab")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [os.path.join(ROOT, "bin/berth"), "serve"], env=environment, stdout=log, stderr=log
        )
        log.close()
        self.await_ready("/health/ready" if ready else "/health/live")
        return time.monotonic() - begun

    def await_ready(self, path="/health/ready", seconds=120):
        limit = time.monotonic() + seconds
        said = "nothing"
        while True:
            try:
                status, said = self.call("GET", path, token=False)
                if status == 200:
                    return
            except (OSError, http.client.HTTPException) as error:
                said = repr(error)
            if self.process.poll() is not None:
                raise RuntimeError(f"Berth ended with {self.process.returncode}: see {self.home}/berth.log")
            if time.monotonic() > limit:
                self.process.send_signal(signal.SIGQUIT)  # Its log tells then what each thread does.
                raise RuntimeError(f"Berth is not ready after {seconds} s, it said: {said}; see {self.home}/berth.log")
            time.sleep(0.002)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def token(self):
        with open(os.path.join(self.home, "admin-token"), encoding="ascii") as file:
            return file.read().strip()

    def connection(self, timeout=120):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def call(self, method, path, body=None, token=True, connection=None):
        own = connection or self.connection()
        headers = {"Content-Type": "application/yaml"}
        if token:
            headers["Authorization"] = "Bearer " + self.token()
        try:
            own.request(method, path, body, headers)
            answer = own.getresponse()
            text = answer.read().decode()
        finally:
            if connection is None:
                own.close()
        return answer.status, text

    def good(self, method, path, body=None):
        """Like call, and anything but success is the end."""
        status, text = self.call(method, path, body)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {text[:2000]}")
        return json.loads(text) if text.startswith(("{", "[")) else text

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        """Removes all that it made, and itself."""
        with contextlib.suppress(OSError, RuntimeError):
            apps = self.good("GET", "/v1/apps")["items"]
            self.good("DELETE", "/v1/apps?all=true&volumes=delete")
            limit = time.monotonic() + 300
            while apps and time.monotonic() < limit:
                apps = self.good("GET", "/v1/apps")["items"]
                time.sleep(0.2)
        with contextlib.suppress(Exception):
            self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
