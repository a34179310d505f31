"""Random operations on Berth, with faults of all that it stands on; a model says what must be there at each quiet point.

It runs in namespaces of its own (dev/chaos --model), over an engine that it starts, freezes and kills itself.
"""

import json
import subprocess
import time

import engine
import world
from checks import Checks


class Model(Checks):
    def begin(self, image):
        with open(image, "rb") as file:
            subprocess.run(["docker", "load", "--quiet"], stdin=file, check=True, stdout=subprocess.DEVNULL)
        self.stranger = engine.call("POST", "/containers/create?name=stranger",
                                    {"Image": "alpine:3", "Cmd": ["sleep", "100000"], "HostConfig": {"Init": True}})["Id"]
        engine.call("POST", f"/containers/{self.stranger}/start")
        self.berth.start()
        self.create()

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
        """Everything as last declared."""
        self.berth.await_ready()
        for app in self.apps.values():
            self.declare(app)
        for name in self.deleted:
            self.berth.call("DELETE", f"/v1/apps/{name}?volumes=delete&wait=ready&timeout=100s")
        for app in self.apps.values():
            status, text = self.berth.call("GET", f"/v1/apps/{app.name}?wait=ready&timeout=100s")
            if status != 200:
                raise RuntimeError(f"{app.name} is not ready: {text[:2500]}")
            limit = time.monotonic() + 60
            while self.berth.good("GET", f"/v1/apps/{app.name}/plan")["actions"]:
                if time.monotonic() > limit:
                    raise RuntimeError(f"{app.name}: there is always something left to do")
                time.sleep(0.1)

    def check(self):
        """Holds what is there against the model; where the engine hung or holds on to a network that nobody is on, once more after it was restarted."""
        self.settle_and_compare()
        if self.errors and self.engine.hangs():
            print(f"the engine hangs: {self.errors}", flush=True)
            told = self.outlive_hang()
            self.errors.clear()
            if not told:
                self.errors.append("the engine hung, and Berth did not say so")
            self.settle_and_compare()
        elif self.errors and (stuck := self.engine.stuck_networks()):
            print(f"the engine does not let go {stuck}: {self.errors}", flush=True)
            self.count("engine_kept_network")
            self.engine.testify()
            self.engine.restart()
            self.errors.clear()
            self.settle_and_compare()

    def outlive_hang(self):
        """An engine that hangs, restarted as by an operator; answers whether Berth said so before."""
        self.count("engine_hung")
        told = self.tells_hang()
        print(f"what its threads waited for: {self.engine.testify()}", flush=True)
        self.engine.restart()
        return told

    def tells_hang(self, seconds=120):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            status, text = self.berth.call("GET", "/health/ready", token=False)
            if status == 503 and "EngineUnreachable" in text:
                return True
            time.sleep(0.5)
        return False

    def settle_and_compare(self):
        try:
            self.settle()
            self.compare()
        except engine.UNREACHABLE as error:
            self.errors.append(f"{type(error).__name__}: {error}")


def run(operations, kills, minutes, seed, image):
    model = Model(seed)
    model.engine.start()
    begun = time.monotonic()
    checks = done = 0
    try:
        model.begin(image)
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
            print(f"{done} operations, {checks} checks, {model.did}, {len(model.errors)} errors", flush=True)
    except (*engine.UNREACHABLE, SystemError, subprocess.CalledProcessError) as error:
        model.errors.append(f"{type(error).__name__}: {error}")
    finally:
        if model.errors:
            world.keep(model.berth.home)
        world.keep_proofs()
        model.berth.end()
        model.engine.kill()
    print(json.dumps({"seed": seed, "operations": done, "checks": checks, "seconds": round(time.monotonic() - begun),
                      "did": model.did, "engine_lost_networks": model.engine.lost_networks, "errors": model.errors}, indent=1))
    return 1 if model.errors else 0
