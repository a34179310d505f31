"""The Engine API, called bare: what nobody can be faster than."""

import http.client
import json
import os
import socket
import threading
import time
import urllib.parse

UNREACHABLE = (OSError, http.client.HTTPException, RuntimeError)
SOCKET = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")


class Connection(http.client.HTTPConnection):
    def __init__(self):
        super().__init__("localhost", timeout=60)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


_local = threading.local()

# The engine closes a connection that nothing came over for five minutes.
IDLE = 60


def forget():
    """After an engine has gone: the next call makes a connection anew."""
    _local.connection = None


def call(method, path, body=None, good=(200, 201, 204, 304)):
    """One call on this thread's own connection; the answer as data."""
    if time.monotonic() - getattr(_local, "used", 0) > IDLE:
        forget()
    connection = getattr(_local, "connection", None) or Connection()
    _local.connection = connection
    text = None if body is None else json.dumps(body)
    try:
        connection.request(method, path, text, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        data = answer.read()
        _local.used = time.monotonic()
    except (OSError, http.client.HTTPException):
        forget()
        raise
    if answer.status not in good:
        raise RuntimeError(f"{method} {path}: {answer.status} {data[:300]!r}")
    return json.loads(data) if data.startswith((b"{", b"[")) else data


def containers(*labels, all=True):
    query = urllib.parse.urlencode(
        {"all": int(all), "filters": json.dumps({"label": list(labels)})}
    )
    return call("GET", "/containers/json?" + query)


def next_start(*labels):
    """Listens from now on; what it returns waits until a container with these labels has been started."""
    connection = Connection()
    query = urllib.parse.urlencode(
        {"filters": json.dumps({"type": ["container"], "event": ["start"], "label": list(labels)})}
    )
    connection.request("GET", "/events?" + query)
    answer = connection.getresponse()

    def wait():
        try:
            if not answer.readline():
                raise RuntimeError("the engine's events ended")
        finally:
            connection.close()

    return wait


def version():
    answer = call("GET", "/version")
    return {"engine": answer["Version"], "api": answer["ApiVersion"], "kernel": answer["KernelVersion"]}


def succeeds(container, command):
    """Whether a command in a container exits with 0."""
    made = call(
        "POST",
        f"/containers/{container}/exec",
        {"Cmd": command, "AttachStdout": True, "AttachStderr": True},
    )
    call("POST", f"/exec/{made['Id']}/start", {"Detach": False})
    return call("GET", f"/exec/{made['Id']}/json")["ExitCode"] == 0
