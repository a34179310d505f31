"""Random operations on Berth, with faults of all that it stands on; a model says what must be there at each quiet point.

It runs in namespaces of its own (dev/chaos --model), over an engine that it starts, freezes and kills itself.
"""

import json
import subprocess
import time

import engine
import world
from deeds import Deeds


class Model(Deeds):
    def __init__(self, seed):
        super().__init__(seed)
        self.errors = []

    # Quiet points.

    def declare(self, app):
        """What is still being deleted is declared anew once it is gone, as anybody has to."""
        limit = time.monotonic() + 120
        while True:
            status, text = self.berth.call("PUT", f"/v1/apps/{app.name}", app.manifest())
            if status < 300:
                return
            if status != 409 or "is being deleted" not in text or time.monotonic() > limit:
                raise RuntimeError(f"PUT of {app.name}: {status} {text[:2500]}")
            time.sleep(0.1)

    def settle(self):
        """Everything as last declared; answers whether it came to that."""
        self.berth.await_ready()
        for app in self.apps.values():
            self.declare(app)
        for name in self.deleted:
            self.berth.call("DELETE", f"/v1/apps/{name}?volumes=delete&wait=ready&timeout=120s")
        for app in self.apps.values():
            status, text = self.berth.call("GET", f"/v1/apps/{app.name}?wait=ready&timeout=150s")
            if status != 200:
                self.errors.append(f"{app.name} is not ready: {text[:2500]}")
                return False
            limit = time.monotonic() + 60
            while self.berth.good("GET", f"/v1/apps/{app.name}/plan")["actions"]:
                if time.monotonic() > limit:
                    self.errors.append(f"{app.name}: there is always something left to do")
                    return False
                time.sleep(0.1)
        return True

    def check(self):
        if not self.settle():
            return
        for app in self.apps.values():
            self.check_containers(app)
            self.check_data(app)
            self.check_events(app)
        self.check_left()
        self.check_clock()

    def check_left(self):
        """Nothing is there of an app that was deleted, its data included."""
        things = engine.containers("dev.berth.app") + engine.call("GET", "/networks")
        things += engine.call("GET", "/volumes")["Volumes"] or []
        left = [thing.get("Name") or thing["Names"] for thing in things
                if (thing["Labels"] or {}).get("dev.berth.app") not in [None, *self.apps]]
        if left:
            self.errors.append(f"left of what was deleted: {left}")

    def check_clock(self):
        """By how much the two clocks differ is told."""
        told = self.berth.good("GET", "/v1/system")["engine"].get("clockAheadMillis", 0)
        if abs(told + self.clock.ahead * 1000) > 10_000:
            self.errors.append(f"Berth's clock is {self.clock.ahead} s ahead, it tells {told} ms of the engine's")

    def check_containers(self, app):
        seen = engine.containers(f"dev.berth.app={app.name}")
        running = {(c["Labels"]["dev.berth.service"], int(c["Labels"]["dev.berth.replica"])): c["Id"]
                   for c in seen if c["State"] == "running"}
        if sorted(running) != app.wanted() or app.running and len(seen) != len(running):
            self.errors.append(f"{app.name}: wanted {app.wanted()}, there is {sorted(running)} of {len(seen)}")
        status = self.berth.good("GET", f"/v1/apps/{app.name}")["status"]
        told = sorted(c["id"] for s in status["services"].values() for c in s["containers"] if c["state"] == "running")
        if told != sorted(running.values()):
            self.errors.append(f"{app.name}: told {told}, there is {sorted(running.values())}")
        if ("one", 1) in running:
            made = engine.call("GET", f"/containers/{running['one', 1]}/json")
            if f"WORD={app.word}" not in made["Config"]["Env"]:
                self.errors.append(f"{app.name}: WORD is not {app.word}: {made['Config']['Env']}")

    def check_data(self, app):
        """What was written at the quiet point before is still there; then something new is written."""
        for c in engine.containers(f"dev.berth.app={app.name}", all=False):
            place = (c["Labels"]["dev.berth.service"], int(c["Labels"]["dev.berth.replica"]))
            folders = ["/kept", "/own"] if place[0] == "one" else ["/own"]
            word = app.data.get(place)
            for folder in folders:
                if word and not engine.succeeds(c["Id"], ["grep", "-qx", word, f"{folder}/word"]):
                    self.errors.append(f"{app.name} {place}: {word} is lost from {folder}")
            word = str(self.chance.randrange(10**9))
            for folder in folders:
                engine.succeeds(c["Id"], ["sh", "-c", f"echo {word} > {folder}/word"])
            app.data[place] = word

    def check_events(self, app):
        """The ids of its events rise, and none stands twice."""
        events = self.berth.good("GET", f"/v1/apps/{app.name}/events").get("items", [])
        ids = [event["id"] for event in events if "id" in event]
        if len(set(ids)) != len(ids) or (ids != sorted(ids) and ids != sorted(ids, reverse=True)):
            self.errors.append(f"{app.name}: events out of order: {ids}")


def run(operations, kills, minutes, seed, image):
    model = Model(seed)
    model.engine.start()
    begun = time.monotonic()
    checks = done = 0
    try:
        with open(image, "rb") as file:
            subprocess.run(["docker", "load", "--quiet"], stdin=file, check=True, stdout=subprocess.DEVNULL)
        stranger = engine.call("POST", "/containers/create?name=stranger",
                               {"Image": "alpine:3", "Cmd": ["sleep", "100000"], "HostConfig": {"Init": True}})["Id"]
        engine.call("POST", f"/containers/{stranger}/start")
        model.berth.start()
        model.create()
        while not model.errors and (done < operations or model.did.get("kill_berth", 0) < kills):
            if time.monotonic() > begun + minutes * 60:
                break
            for _ in range(model.chance.randrange(3, 12)):
                done += 1
                model.choose(model.OPERATIONS)
                if model.chance.random() < 0.2:
                    model.count("harm")
                    model.harm()
                if model.chance.random() < 0.15:
                    model.choose(model.FAULTS)
            model.check()
            checks += 1
            if not engine.call("GET", f"/containers/{stranger}/json")["State"]["Running"]:
                model.errors.append("the stranger was touched")
            print(f"{done} operations, {checks} checks, {model.did}, {len(model.errors)} errors", flush=True)
    except (*engine.UNREACHABLE, SystemError, subprocess.CalledProcessError) as error:
        model.errors.append(f"{type(error).__name__}: {error}")
    finally:
        if model.errors:
            world.keep(model.berth.home)
        model.berth.end()
        model.engine.kill()
    print(json.dumps({"seed": seed, "operations": done, "checks": checks, "seconds": round(time.monotonic() - begun),
                      "did": model.did, "errors": model.errors}, indent=1))
    return 1 if model.errors else 0
