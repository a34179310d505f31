"""Requests that an update costs: Berth's rolling one, Docker Compose's, and a stop and start by hand."""

import os
import time

import engine
import page
import rivals
from visitors import Visitors

ROLLING = """
name: friendlyhello
image: python:3-slim
command: [python3, -m, http.server, "80"]
init: true
ports: ["%d:80"]
environment: {NAME: %s}
stop_grace_period: 2s
rollout: {strategy: Rolling}
"""
# One that asks nobody: friendlyhello without its Redis waits for a name that is not there.
IMAGE, SERVER = "python:3-slim", ["python3", "-m", "http.server", "80"]
BEFORE, AFTER = 1.0, 2.0


def lost(port, update):
    with Visitors(port) as visitors:
        time.sleep(BEFORE)
        update()
        time.sleep(AFTER)
    return visitors.figures()


def rolling(berth, port, rounds):
    berth.good("POST", "/v1/apps?wait=ready&timeout=300s", ROLLING % (port, "World"))
    found = []
    for number in range(rounds):
        body = ROLLING % (port, f"World-{number}")
        found.append(lost(port, lambda body=body: berth.good("PUT", "/v1/apps/friendlyhello?wait=ready&timeout=300s", body)))
    berth.good("DELETE", "/v1/apps/friendlyhello?volumes=delete&wait=ready")
    return found


def composed(port, rounds):
    compose = rivals.Compose(IMAGE, port, alone=SERVER)
    compose.up_alone("World")
    found = [lost(port, lambda number=number: compose.up_alone(f"World-{number}")) for number in range(rounds)]
    compose.down()
    compose.end()
    return found


def by_hand(port, rounds):
    """docker stop, rm, run: what a script does."""
    name = "bench-by-hand"

    def run(greeted):
        body = {
            "Image": IMAGE,
            "Cmd": SERVER,
            "Env": [f"NAME={greeted}"],
            "ExposedPorts": {"80/tcp": {}},
            "HostConfig": {"Init": True, "PortBindings": {"80/tcp": [{"HostPort": str(port)}]}},
        }
        engine.call("POST", f"/containers/create?name={name}", body)
        engine.call("POST", f"/containers/{name}/start")
        page.await_answer(port)

    def again(greeted):
        engine.call("POST", f"/containers/{name}/stop?t=2")
        engine.call("DELETE", f"/containers/{name}")
        run(greeted)

    run("World")
    found = [lost(port, lambda number=number: again(f"World-{number}")) for number in range(rounds)]
    engine.call("DELETE", f"/containers/{name}?force=true")
    return found


def measure(berth, port, rounds):
    figures = {"berth": rolling(berth, port, rounds), "by_hand": by_hand(port, rounds)}
    if os.environ.get("COMPOSE"):
        figures["compose"] = composed(port, rounds)
    return figures
