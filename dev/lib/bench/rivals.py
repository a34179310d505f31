"""The same app without Berth: by the raw API in parallel, and by Docker Compose."""

import concurrent.futures
import json
import os
import subprocess
import tempfile
import time

import engine
import page

REDIS = ["redis-server", "--appendonly", "yes"]
PING = ["sh", "-c", "redis-cli ping | grep -q PONG"]


class Raw:
    """No more calls than needed, each as early as it can be."""

    name = "raw"

    def __init__(self, image, port):
        self.image, self.port = image, port
        self.made = []

    def up(self):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            volume = pool.submit(engine.call, "POST", "/volumes/create", {"Name": "bench_data"})
            engine.call("POST", "/networks/create", {"Name": "bench", "CheckDuplicate": True})
            volume.result()
            redis = pool.submit(self.create, "redis", "redis:7", {"Cmd": REDIS}, {"Binds": ["bench_data:/data"]})
            app = pool.submit(
                self.create,
                "app",
                self.image,
                {"Env": ["NAME=World"], "ExposedPorts": {"80/tcp": {}}},
                {"PortBindings": {"80/tcp": [{"HostPort": str(self.port)}]}},
            )
            engine.call("POST", f"/containers/{redis.result()}/start")
            while not engine.succeeds(redis.result(), PING):
                pass
            engine.call("POST", f"/containers/{app.result()}/start")
        page.await_answer(self.port, page.counts)

    def create(self, name, image, settings, host):
        body = {
            "Image": image,
            **settings,
            "HostConfig": {**host, "NetworkMode": "bench"},
            "NetworkingConfig": {"EndpointsConfig": {"bench": {"Aliases": [name]}}},
        }
        made = engine.call("POST", f"/containers/create?name=bench-{name}", body)["Id"]
        self.made.append(made)
        return made

    def down(self):
        for made in self.made:
            engine.call("DELETE", f"/containers/{made}?force=true")
        self.made.clear()
        engine.call("DELETE", "/networks/bench", good=(204, 404))
        engine.call("DELETE", "/volumes/bench_data", good=(204, 404))

    def restart_seconds(self):
        """A container killed, waited for, started and answering: the least that a repair takes."""
        app = self.made[-1]
        begun = time.monotonic()
        engine.call("POST", f"/containers/{app}/kill")
        engine.call("POST", f"/containers/{app}/wait")
        engine.call("POST", f"/containers/{app}/start")
        page.await_answer(self.port)
        return time.monotonic() - begun


class Compose:
    name = "compose"

    def __init__(self, image, port, alone=None):
        self.port = port
        self.folder = tempfile.mkdtemp(prefix="berth-bench-")
        self.file = os.path.join(self.folder, "compose.yaml")
        check = {"test": PING[2], "interval": "1s", "timeout": "3s", "retries": 5}
        services = {
            "app": {
                "image": image,
                "ports": [f"{port}:80"],
                "environment": {"NAME": "World"},
                "depends_on": {"redis": {"condition": "service_healthy"}},
            },
            "redis": {
                "image": "redis:7",
                "command": REDIS,
                "volumes": ["data:/data"],
                "healthcheck": check,
            },
        }
        self.model = {"services": services, "volumes": {"data": {}}}
        if alone:
            app = {key: value for key, value in services["app"].items() if key != "depends_on"}
            self.model = {"services": {"app": {**app, "command": alone, "init": True, "stop_grace_period": "2s"}}}
        self.write()

    def write(self):
        with open(self.file, "w", encoding="utf-8") as file:
            json.dump(self.model, file)

    def run(self, *words):
        command = [os.environ["COMPOSE"], "-p", "bench", "-f", self.file, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def up(self):
        self.run("up", "-d")
        page.await_answer(self.port, page.counts)

    def up_alone(self, greeted):
        """The app without its Redis, as another version."""
        self.model["services"]["app"]["environment"] = {"NAME": greeted}
        self.write()
        self.run("up", "-d")
        page.await_answer(self.port)

    def unchanged_seconds(self):
        begun = time.monotonic()
        self.run("up", "-d")
        return time.monotonic() - begun

    def down(self):
        self.run("down", "-v", "-t", "0")

    def end(self):
        os.unlink(self.file)
        os.rmdir(self.folder)

    @staticmethod
    def version():
        command = [os.environ["COMPOSE"], "version", "--short"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
