"""Berth is killed again and again in the middle of its work; nothing may be lost."""

import http.client
import json
import random
import time

import engine
import page
from berth import Berth, free_port

APP = """
name: friendlyhello
services:
  friendlyhello:
    build: {context: .}
    ports: ["%d:80"]
    environment: {NAME: "%s"}
    links: [redis]
  worker:
    image: alpine:3
    command: [sleep, "100000"]
    init: true
    stop_grace_period: 1s
    replicas: %d
    labels: {round: "%s"}
"""


class Chaos:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.berth = Berth()
        self.port = free_port()
        self.replicas, self.name = 2, "World"
        self.errors = []

    def manifest(self):
        return APP % (self.port, self.name, self.replicas, self.name)

    def own(self, *labels):
        return engine.containers("dev.berth.app=friendlyhello", *labels)

    def victim(self):
        alive = [c["Id"] for c in self.own()]
        return self.chance.choice(alive) if alive else None

    # What is done to it. Each may fail because Berth, or the victim, has just gone.

    def change(self):
        self.name = f"World-{self.chance.randrange(10**6)}"
        self.write()

    def scale(self):
        self.replicas = self.chance.randrange(1, 4)
        self.write()

    def write(self):
        try:
            self.berth.call("PUT", "/v1/apps/friendlyhello", self.manifest())
        except (OSError, http.client.HTTPException):
            pass

    def restart(self):
        try:
            self.berth.call("POST", "/v1/apps/friendlyhello/restart")
        except (OSError, http.client.HTTPException):
            pass

    def hand(self, method, what):
        victim = self.victim()
        if victim:
            engine.call(method, f"/containers/{victim}{what}", good=(200, 204, 304, 404, 409, 500))

    def kill(self):
        self.hand("POST", "/kill")

    def remove(self):
        self.hand("DELETE", "?force=true")

    def pause(self):
        self.hand("POST", "/pause")

    def disconnect(self):
        victim = self.victim()
        if victim:
            networks = engine.call("GET", f"/containers/{victim}/json", good=(200, 404))
            for network in networks.get("NetworkSettings", {}).get("Networks", {}):
                engine.call(
                    "POST",
                    f"/networks/{network}/disconnect",
                    {"Container": victim, "Force": True},
                    good=(200, 404, 403, 500),
                )

    def begin(self):
        self.berth.start()
        self.berth.good("POST", "/v1/apps?wait=ready&timeout=300s", self.manifest())
        return page.visits(page.await_answer(self.port, page.counts))

    def one(self):
        """Something happens, and Berth is killed while it works on it."""
        deeds = [self.change, self.scale, self.restart, self.kill, self.remove, self.pause, self.disconnect]
        for _ in range(self.chance.randrange(1, 3)):
            self.chance.choice(deeds)()
        time.sleep(self.chance.uniform(0, 0.6))
        self.berth.kill()
        if self.chance.random() < 0.3:
            self.chance.choice([self.kill, self.remove])()
        self.berth.start()

    def settle(self):
        """Everything as last declared, within a minute."""
        self.berth.good("PUT", "/v1/apps/friendlyhello", self.manifest())
        status, text = self.berth.call("GET", "/v1/apps/friendlyhello?wait=ready&timeout=120s")
        if status != 200:
            self.errors.append(f"not ready: {text[:1500]}")
            return None
        limit = time.monotonic() + 30
        while self.berth.good("GET", "/v1/apps/friendlyhello/plan")["actions"]:
            if time.monotonic() > limit:
                self.errors.append("there is always something left to do")
                return None
            time.sleep(0.1)
        return page.await_answer(self.port, page.counts)

    def check(self, highest):
        text = self.settle()
        if text is None:
            return highest
        count = page.visits(text)
        if count <= highest:
            self.errors.append(f"the counter fell from {highest} to {count}")
        if f"Hello {self.name}!" not in text:
            self.errors.append(f"the page is not {self.name}'s: {text}")
        running = [c["Labels"]["dev.berth.service"] for c in self.own() if c["State"] == "running"]
        wanted = ["friendlyhello", "redis"] + ["worker"] * self.replicas
        if sorted(running) != sorted(wanted) or len(self.own()) != len(wanted):
            self.errors.append(f"wanted {sorted(wanted)}, there is {self.own()}")
        return count


def things():
    """What is there of others and must stay as it is."""
    foreign = [c for c in engine.containers() if "dev.berth.app" not in c["Labels"]]
    networks = [n["Name"] for n in engine.call("GET", "/networks") if not n["Labels"].get("dev.berth.app")]
    volumes = [v["Name"] for v in engine.call("GET", "/volumes")["Volumes"] or []
               if not (v["Labels"] or {}).get("dev.berth.app")]
    return sorted(c["Id"] + c["State"] for c in foreign), sorted(networks), sorted(volumes)


def run(kills, seed):
    chaos = Chaos(seed)
    bystander = engine.call("POST", "/containers/create?name=bench-bystander",
                            {"Image": "alpine:3", "Cmd": ["sleep", "100000"]})["Id"]
    engine.call("POST", f"/containers/{bystander}/start")
    try:
        before = things()
        begun = time.monotonic()
        highest = chaos.begin()
        checks = 0
        for number in range(1, kills + 1):
            chaos.one()
            if number % 10 == 0:
                highest = chaos.check(highest)
                checks += 1
                print(f"{number} kills, {checks} checks, counter {highest}, {len(chaos.errors)} errors", flush=True)
            if chaos.errors:
                break
        highest = chaos.check(highest)
        if things() != before:
            chaos.errors.append(f"something foreign was touched: {before} {things()}")
        print(json.dumps({"seed": seed, "kills": number, "seconds": round(time.monotonic() - begun),
                          "counter": highest, "errors": chaos.errors}, indent=1))
    finally:
        chaos.berth.end()
        engine.call("DELETE", f"/containers/{bystander}?force=true", good=(204, 404))
    return 1 if chaos.errors else 0
