"""A page that greets, names its host and counts its visits in Redis."""

import os
import signal
import socket
import sys

from flask import Flask
from redis import Redis, RedisError

COUNTER = Redis(host="redis", socket_connect_timeout=1, socket_timeout=1)

app = Flask(__name__)


def visits():
    """The number of visits with this one, or why there is none."""
    try:
        return str(COUNTER.incr("visits"))
    except RedisError:
        return "<i>cannot connect to Redis, counter disabled</i>"


@app.route("/")
def hello():
    name = os.environ.get("NAME", "world")
    return (
        f"<h3>Hello {name}!</h3>\n"
        f"<b>Hostname:</b> {socket.gethostname()}<br/>\n"
        f"<b>Visits:</b> {visits()}\n"
    )


if __name__ == "__main__":
    # The first process of a container gets no default handlers: without this, stopping takes ten seconds.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    app.run(host="0.0.0.0", port=80)
