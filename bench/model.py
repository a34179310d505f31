"""Random operations on Berth, with faults of all that it stands on; a model says what must be there at each quiet point.

It runs in namespaces of its own (dev/chaos --model), over an engine that it starts, freezes and kills itself.
"""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import time

import engine
from berth import Berth

UNREACHABLE = (OSError, http.client.HTTPException, RuntimeError)
NAMES = ("ant", "bee", "cat", "dog")


class Engine:
    """An engine of this run's own, in a namespace that has no other."""

    def __init__(self):
        self.process = None

    def start(self):
        log = open(os.path.join(os.environ["MODEL_WORK"], "dockerd.log"), "ab")
        self.process = subprocess.Popen(["dockerd", "--live-restore"], stdout=log, stderr=log, start_new_session=True)
        log.close()
        limit = time.monotonic() + 90
        while time.monotonic() < limit:
            with contextlib.suppress(*UNREACHABLE):
                engine.forget()
                engine.call("GET", "/_ping")
                return
            time.sleep(0.1)
        raise RuntimeError("the engine did not start: see dockerd.log")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(FileNotFoundError):
            os.unlink("/run/docker.pid")

    def freeze(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)


class App:
    """What was last declared of one app, and what was written into its volumes."""

    def __init__(self, name):
        self.name = name
        self.replicas = 1
        self.word = "first"
        self.running = True
        self.data = {}

    def manifest(self):
        state = "Running" if self.running else "Stopped"
        return json.dumps({
            "apiVersion": "berth.dev/v1", "kind": "App", "metadata": {"name": self.name},
            "spec": {"state": state, "volumes": {"kept": {}}, "services": {
                "one": {"image": "alpine:3", "command": ["sleep", "100000"], "init": True, "stop_grace_period": "1s",
                        "environment": {"WORD": self.word}, "volumes": ["kept:/kept", "/own"]},
                "many": {"image": "alpine:3", "command": ["sleep", "100000"], "init": True, "stop_grace_period": "1s",
                         "replicas": self.replicas, "volumes": ["/own"], "labels": {"word": self.word}},
            }}})

    def wanted(self):
        if not self.running:
            return []
        return sorted([("one", 1)] + [("many", number) for number in range(1, self.replicas + 1)])


class Model:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.engine = Engine()
        self.berth = Berth(self.home())
        self.apps = {}
        self.errors = []
        self.did = {}
        self.deleted = set()
        self.last_instance = ""

    @staticmethod
    def home():
        """On a small file system of its own, so that it can be full."""
        home = os.path.join(os.environ["MODEL_WORK"], "home")
        os.makedirs(home, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=700", "tmpfs", home], check=True)
        return home

    def count(self, what):
        self.did[what] = self.did.get(what, 0) + 1

    # Operations through the door. Whether one that was not answered was done shows at the quiet point, where all is
    # declared once more.

    def send(self, method, path, body=None):
        with contextlib.suppress(*UNREACHABLE):
            return self.berth.call(method, path, body)[0]
        return None

    def create(self):
        free = [name for name in NAMES if name not in self.apps]
        if free:
            app = App(self.chance.choice(free))
            self.apps[app.name] = app
            self.deleted.discard(app.name)
            self.send("PUT", f"/v1/apps/{app.name}", app.manifest())

    def pick(self):
        return self.apps[self.chance.choice(sorted(self.apps))] if self.apps else None

    def put(self, app):
        self.send("PUT", f"/v1/apps/{app.name}", app.manifest())

    def change(self):
        if app := self.pick():
            app.word = f"word-{self.chance.randrange(10**6)}"
            self.put(app)

    def scale(self):
        if app := self.pick():
            app.replicas = self.chance.randrange(1, 4)
            for number in range(app.replicas + 1, 4):
                app.data.pop(("many", number), None)  # What becomes of the data of a replica that left is not said.
            self.put(app)

    def stop(self):
        if app := self.pick():
            app.running = False
            self.send("POST", f"/v1/apps/{app.name}/stop")

    def begin_again(self):
        if app := self.pick():
            app.running = True
            self.send("POST", f"/v1/apps/{app.name}/start")

    def restart(self):
        if app := self.pick():
            app.running = True
            self.send("POST", f"/v1/apps/{app.name}/restart")

    def delete(self):
        app = self.pick()
        if app and self.chance.random() < 0.5:
            del self.apps[app.name]
            self.deleted.add(app.name)
            self.send("DELETE", f"/v1/apps/{app.name}?volumes=delete")

    # Harms by hand: whatever somebody may type.

    def own(self, *labels):
        return engine.containers(f"dev.berth.instance={self.instance()}", *labels)

    def instance(self):
        with contextlib.suppress(*UNREACHABLE):
            self.last_instance = self.berth.good("GET", "/v1/system")["instance"]
        return self.last_instance

    def hand(self, method, what, body=None):
        victims = [c["Id"] for c in self.own()]
        if victims:
            engine.call(method, f"/containers/{self.chance.choice(victims)}{what}", body,
                        good=(200, 201, 204, 304, 404, 409, 500))

    def harm(self):
        self.chance.choice([
            lambda: self.hand("POST", "/kill"), lambda: self.hand("DELETE", "?force=true"),
            lambda: self.hand("POST", "/stop?t=0"), lambda: self.hand("POST", "/pause"),
            lambda: self.hand("POST", "/rename?name=harmed" + str(self.chance.randrange(10**6))),
            lambda: self.hand("POST", "/update", {"Memory": 64 << 20, "MemorySwap": -1}),
        ])()

    # Faults of what it stands on.

    def kill_berth(self):
        time.sleep(self.chance.uniform(0, 0.5))
        self.berth.kill()
        self.berth.start(ready=False)

    def freeze_berth(self):
        self.berth.process.send_signal(signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.5, 3))
        self.berth.process.send_signal(signal.SIGCONT)

    def kill_engine(self):
        self.engine.kill()
        time.sleep(self.chance.uniform(0, 1))
        self.engine.start()

    def freeze_engine(self):
        self.engine.freeze(self.chance.uniform(0.5, 4))

    def fill_disk(self):
        """Some operations on a full disk; then there is room again."""
        filler = os.path.join(self.berth.home, "filler")
        with contextlib.suppress(OSError), open(filler, "wb") as file:
            while True:
                file.write(b"x" * 65536)
                file.flush()
        for _ in range(3):
            self.chance.choice([self.change, self.scale, self.restart])()
        os.unlink(filler)

    OPERATIONS = (("create", 3), ("change", 6), ("scale", 4), ("stop", 2), ("begin_again", 3), ("restart", 2), ("delete", 1))
    FAULTS = (("kill_berth", 8), ("freeze_berth", 2), ("kill_engine", 1), ("freeze_engine", 1), ("fill_disk", 1))

    def choose(self, table):
        name = self.chance.choices([n for n, _ in table], [w for _, w in table])[0]
        self.count(name)
        with contextlib.suppress(*UNREACHABLE):
            getattr(self, name)()

    # Quiet points.

    def settle(self):
        """Everything as last declared; answers whether it came to that."""
        self.berth.await_ready()
        for app in self.apps.values():
            self.berth.good("PUT", f"/v1/apps/{app.name}", app.manifest())
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
        left = [c["Names"] for c in engine.containers("dev.berth.app")
                if c["Labels"]["dev.berth.app"] not in self.apps]
        if left:
            self.errors.append(f"left of what was deleted: {left}")

    def check_containers(self, app):
        seen = engine.containers(f"dev.berth.app={app.name}")
        running = {(c["Labels"]["dev.berth.service"], int(c["Labels"]["dev.berth.replica"])): c["Id"]
                   for c in seen if c["State"] == "running"}
        if sorted(running) != app.wanted():
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


def run(operations, kills, seed, image):
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
            for _ in range(model.chance.randrange(3, 12)):
                done += 1
                model.choose(model.OPERATIONS)
                if model.chance.random() < 0.2:
                    model.count("harm")
                    with contextlib.suppress(*UNREACHABLE):
                        model.harm()
                if model.chance.random() < 0.15:
                    model.choose(model.FAULTS)
            model.check()
            checks += 1
            if not engine.call("GET", f"/containers/{stranger}/json")["State"]["Running"]:
                model.errors.append("the stranger was touched")
            print(f"{done} operations, {checks} checks, {model.did}, {len(model.errors)} errors", flush=True)
    except RuntimeError as error:
        model.errors.append(str(error))
    finally:
        if model.errors:
            for log in (os.path.join(model.berth.home, "berth.log"), os.path.join(os.environ["MODEL_WORK"], "dockerd.log")):
                subprocess.run(["tail", "-n", "40", log], check=False)
        model.berth.end()
        model.engine.kill()
    print(json.dumps({"seed": seed, "operations": done, "checks": checks, "seconds": round(time.monotonic() - begun),
                      "did": model.did, "errors": model.errors}, indent=1))
    return 1 if model.errors else 0
