"""Berth is killed in the middle of rolling updates; who asks at the port all the while loses nothing."""

import http.client
import random
import time

import engine
import page
from berth import Berth, free_port
from visitors import Visitors

APP = """
name: bench-rolling
image: python:3-slim
command: [python3, -m, http.server, "80"]
init: true
ports: ["%d:80"]
environment: {NAME: "%s"}
replicas: %d
stop_grace_period: 2s
rollout: {strategy: Rolling}
"""
PATH = "/v1/apps/bench-rolling"


class Rolling:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.berth = Berth()
        self.port = free_port()
        self.replicas, self.name = 2, "World"

    def manifest(self):
        return APP % (self.port, self.name, self.replicas)

    def change(self):
        """An update that has only just begun, of one kind or both; it may be that Berth never hears of it."""
        self.name = f"World-{self.chance.randrange(10**6)}"
        self.replicas = self.chance.randrange(1, 4)
        try:
            self.berth.call("PUT", PATH, self.manifest())
        except (OSError, http.client.HTTPException):
            pass

    def one(self):
        """Berth dies at some moment of an update, which takes some three seconds, and comes back."""
        self.change()
        time.sleep(self.chance.uniform(0, 4))
        self.berth.kill()
        self.berth.start()

    def settle(self):
        self.berth.good("PUT", PATH + "?wait=ready&timeout=120s", self.manifest())
        webs = engine.containers("dev.berth.app=bench-rolling", "dev.berth.service=bench-rolling")
        return len(webs) == self.replicas and all(one["State"] == "running" for one in webs)

    def begin(self):
        self.berth.start()
        self.berth.good("POST", "/v1/apps?wait=ready&timeout=300s", self.manifest())
        page.await_answer(self.port)

    def end(self):
        try:
            self.berth.good("DELETE", PATH + "?volumes=delete&wait=ready")
        finally:
            self.berth.end()


def run(kills, seed):
    rolling = Rolling(seed)
    begun = time.monotonic()
    wrong = 0
    try:
        rolling.begin()
        with Visitors(rolling.port) as visitors:
            for number in range(1, kills + 1):
                rolling.one()
                if number % 5 == 0 or number == kills:
                    wrong += not rolling.settle()
                    figures = visitors.figures()
                    print(f"{number} kills, {figures['lost']} of {figures['asked']} requests lost, {wrong} ends not as declared", flush=True)
        figures = visitors.figures()
    finally:
        rolling.end()
    print(f"{kills} kills in {time.monotonic() - begun:.0f} s, seed {seed}")
    return 1 if figures["lost"] or wrong or figures["asked"] < 100 * kills else 0
