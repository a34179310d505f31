"""What is done to Berth and to all that it stands on, at random: operations, harms by hand and faults."""

import contextlib
import json
import random
import signal
import time

import engine
from berth import Berth
from world import Clock, Disk, Engine

NAMES = ("ant", "bee", "cat", "dog")
SKEWS = (0, 600, -600, 3600, -3600)


class App:
    """What was last declared of one app, and what was written into its volumes."""

    def __init__(self, name):
        self.name = name
        self.replicas = 1
        self.word = "first"
        self.running = True
        self.data = {}  # By service and number, then by folder.

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


class Deeds:
    """Each of them is one turn; what must be there after them stands in the apps."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.engine = Engine()
        self.clock = Clock()
        self.disk = Disk()
        self.berth = Berth(self.disk.home, self.clock.environment())
        self.apps = {}
        self.deleted = set()
        self.did = {}
        self.last_instance = ""

    def count(self, what):
        self.did[what] = self.did.get(what, 0) + 1

    # Operations through the door. Whether one that was not answered was done shows at the quiet point, where all is
    # declared once more.

    def send(self, method, path, body=None):
        with contextlib.suppress(*engine.UNREACHABLE):
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
        with contextlib.suppress(*engine.UNREACHABLE):
            self.last_instance = self.berth.good("GET", "/v1/system")["instance"]
        return self.last_instance

    def hand(self, method, what, body=None):
        place = self.chance.random()  # Whether or not anything is there: the schedule is the seed's alone.
        with contextlib.suppress(*engine.UNREACHABLE):
            victims = sorted(c["Id"] for c in self.own())
            if victims:
                engine.call(method, f"/containers/{victims[int(place * len(victims))]}{what}", body)

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
        with self.disk.full():
            for _ in range(3):
                self.chance.choice([self.change, self.scale, self.restart])()

    def skew_clock(self):
        """By more than any deadline of a quiet point, so that what is late by the skew is never in time."""
        self.clock.set(self.chance.choice([skew for skew in SKEWS if skew != self.clock.ahead]))

    OPERATIONS = (("create", 3), ("change", 6), ("scale", 4), ("stop", 2), ("begin_again", 3), ("restart", 2), ("delete", 1))
    FAULTS = (("kill_berth", 8), ("freeze_berth", 2), ("kill_engine", 1), ("freeze_engine", 1), ("fill_disk", 1),
              ("skew_clock", 1))

    def choose(self, table):
        name = self.chance.choices([n for n, _ in table], [w for _, w in table])[0]
        self.count(name)
        getattr(self, name)()
