"""What is there held against the model: containers, data, events, status, strangers, and that nothing is left."""

import engine
from deeds import Deeds


class Checks(Deeds):
    def __init__(self, seed):
        super().__init__(seed)
        self.errors = []
        self.stranger = ""

    def compare(self):
        for app in self.apps.values():
            self.check_containers(app)
            self.check_data(app)
            self.check_events(app)
        self.check_left()
        self.check_clock()

    def check_left(self):
        """The stranger is as it was, and nothing is there of an app that was deleted, its data included."""
        if not engine.call("GET", f"/containers/{self.stranger}/json")["State"]["Running"]:
            self.errors.append("the stranger was touched")
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
            data = app.data.setdefault(place, {})
            fresh = str(self.chance.randrange(10**9))
            for folder in ["/kept", "/own"] if place[0] == "one" else ["/own"]:
                word = data.get(folder)
                if word and not engine.succeeds(c["Id"], ["grep", "-qx", word, f"{folder}/word"]):
                    self.errors.append(f"{app.name} {place}: {word} is lost from {folder}")
                if engine.succeeds(c["Id"], ["sh", "-c", f"echo {fresh} > {folder}/word"]):
                    data[folder] = fresh

    def check_events(self, app):
        """The ids of its events rise, and none stands twice."""
        events = self.berth.good("GET", f"/v1/apps/{app.name}/events").get("items", [])
        ids = [event["id"] for event in events if "id" in event]
        if len(set(ids)) != len(ids) or (ids != sorted(ids) and ids != sorted(ids, reverse=True)):
            self.errors.append(f"{app.name}: events out of order: {ids}")
