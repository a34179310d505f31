"""All figures, each with what it is compared to, into target/bench.json and docs/architecture/benchmarks.md."""

import concurrent.futures
import glob
import json
import os
import platform
import re
import statistics
import subprocess
import time

import engine
import holder
import page
import report
import rivals
import updates
from berth import ROOT, Berth, free_port

APP = """
name: friendlyhello
build: {context: .}
ports: ["%d:80"]
environment: {NAME: World}
links: [redis]
"""


def timed(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def say(text):
    print(text, flush=True)


class Figures:
    def __init__(self, berth, rounds):
        self.berth, self.rounds = berth, rounds
        self.port = free_port()

    def image(self):
        """Builds once; apply is measured with the image there, as the rivals have it."""
        self.up()
        app = self.berth.good("GET", "/v1/apps/friendlyhello")
        self.down()
        return app["status"]["services"]["friendlyhello"]["image"]["reference"]

    def up(self):
        self.berth.good("POST", "/v1/apps?wait=ready&timeout=300s", APP % self.port)
        page.await_answer(self.port, page.counts)

    def up_unawaited(self):
        """As rivals are measured: until the page counts, whatever Berth knows of it."""
        await_start = self.next_start()
        self.berth.good("POST", "/v1/apps", APP % self.port)
        await_start()
        page.await_answer(self.port, page.counts)

    @staticmethod
    def next_start():
        """Rivals ask for the page after the start, too: who asks while the container's network is being made makes
        the host ask for an address that is not there yet, and wait a second before it asks again."""
        return engine.next_start("dev.berth.app=friendlyhello", "dev.berth.service=friendlyhello")

    def down(self):
        self.berth.good("DELETE", "/v1/apps/friendlyhello?volumes=delete&wait=ready")

    def apply(self):
        """Apply, until the page counts."""
        image = self.image()
        raw = rivals.Raw(image, self.port)
        compose = rivals.Compose(image, self.port) if os.environ.get("COMPOSE") else None
        seconds = {"berth": [], "berth_ready": [], "raw": [], "compose": [], "compose_unchanged": []}
        for _ in range(self.rounds):
            seconds["raw"].append(timed(raw.up))
            raw.down()
            seconds["berth"].append(timed(self.up_unawaited))
            self.down()
            seconds["berth_ready"].append(timed(self.up))
            self.down()
            if compose:
                seconds["compose"].append(timed(compose.up))
                seconds["compose_unchanged"].append(compose.unchanged_seconds())
                compose.down()
        if compose:
            compose.end()
        return seconds

    def container(self):
        return engine.containers(
            "dev.berth.app=friendlyhello", "dev.berth.service=friendlyhello"
        )[0]["Id"]

    def repair(self):
        """A killed container, until its page answers again; beside a bare start."""
        image = self.image()
        raw = rivals.Raw(image, self.port)
        raw.up()
        bare = [raw.restart_seconds() for _ in range(self.rounds)]
        raw.down()
        self.up()
        killed, removed = [], []
        for _ in range(self.rounds):
            # Deaths in a row are answered later and later: a restart that was asked for begins anew.
            self.berth.good("POST", "/v1/apps/friendlyhello/restart?wait=ready")
            page.await_answer(self.port)
            killed.append(self.gone_and_back("POST", "/kill"))
            removed.append(self.gone_and_back("DELETE", "?force=true"))
        self.down()
        return {"bare_start": bare, "killed": killed, "removed": removed}

    def gone_and_back(self, method, what):
        victim = self.container()
        await_start = self.next_start()
        begun = time.monotonic()
        engine.call(method, f"/containers/{victim}{what}")
        await_start()
        page.await_answer(self.port)
        return time.monotonic() - begun

    def requests(self, seconds=3):
        reads = self.rate(seconds, lambda c, i: self.berth.call(
            "GET", "/v1/apps/friendlyhello", connection=c))
        same = APP % self.port
        unchanged = self.rate(seconds, lambda c, i: self.berth.call(
            "PUT", "/v1/apps/friendlyhello", same, connection=c))
        self.berth.good("POST", "/v1/apps/friendlyhello/stop?wait=ready")
        stopped = same + "state: Stopped\n"
        changed = self.rate(seconds, lambda c, i: self.berth.call(
            "PUT", "/v1/apps/friendlyhello", stopped.replace("World", f"World-{i}"), connection=c))
        return {"reads": reads, "writes_unchanged": unchanged, "writes_changed": changed}

    def rate(self, seconds, request, clients=4):
        """Requests a second that four clients get answered."""
        def client(number):
            connection, done = self.berth.connection(), 0
            limit = time.monotonic() + seconds
            while time.monotonic() < limit:
                status, _ = request(connection, f"{number}-{done}")
                done += 1 if status == 200 else 0
            connection.close()
            return done
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            return sum(pool.map(client, range(clients))) / seconds

    def at_rest(self, many, seconds=20):
        """Many tiny containers, and nothing to do."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            begun = time.monotonic()
            list(pool.map(self.tiny, range(many)))
            while self.not_ready():
                time.sleep(0.2)
            up = time.monotonic() - begun
        time.sleep(5)
        before = self.berth.processor_seconds()
        time.sleep(seconds)
        idle = (self.berth.processor_seconds() - before) / seconds
        memory = self.berth.memory()
        resync = self.resync_seconds()
        latency = self.latency(many)
        return {"containers": many, "up_seconds": up, "down_seconds": timed(self.remove_all),
                "idle_processor": idle, "memory_bytes": memory, "resync_seconds": resync, "latency": latency}

    def remove_all(self):
        self.berth.good("DELETE", "/v1/apps?all=true&volumes=delete")
        while self.berth.good("GET", "/v1/apps")["items"]:
            time.sleep(0.2)

    def metrics(self, name):
        """What Berth has measured, by the text of its labels."""
        text = self.berth.call("GET", "/metrics")[1]
        return {labels: float(value) for labels, value in
                re.findall(rf"^{name}(?:{{([^}}]*)}})? (\S+)$", text, re.M)}

    def metric(self, name):
        return sum(self.metrics(name).values())

    def resync_seconds(self):
        """The next resync, over the real engine."""
        count, total = self.metric("berth_resync_seconds_count"), self.metric("berth_resync_seconds_sum")
        while self.metric("berth_resync_seconds_count") == count:
            time.sleep(0.5)
        more = self.metric("berth_resync_seconds_count") - count
        return (self.metric("berth_resync_seconds_sum") - total) / more

    def histogram(self):
        return {float(re.search('le="([^"]+)"', labels).group(1)): value
                for labels, value in self.metrics("berth_event_latency_seconds_bucket").items()}

    def latency(self, many):
        """From an event on the engine to the pass it wakes: each tiny container is renamed once, and mended."""
        before = self.histogram()
        for number in range(many):
            container = engine.containers(f"dev.berth.app=tiny-{number}")[0]
            engine.call("POST", f"/containers/{container['Id']}/rename?name=bench-renamed-{number}")
            while engine.containers(f"dev.berth.app=tiny-{number}")[0]["Names"] != container["Names"]:
                time.sleep(0.01)
        after = self.histogram()
        return {str(bound): after[bound] - before.get(bound, 0) for bound in sorted(after)}

    def thousand(self, apps=1000):
        """Resident memory with many apps that nothing runs of."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(self.stopped, range(apps)))
        memory = self.berth.memory()
        self.remove_all()
        return {"apps": apps, "memory_bytes": memory}

    def stopped(self, number):
        self.berth.good("POST", "/v1/apps", f"{{name: still-{number}, image: 'alpine:3', state: Stopped}}")

    def tiny(self, number):
        self.berth.good(
            "POST",
            "/v1/apps",
            # An engine has addresses for some thirty networks, unless told otherwise.
            f"{{name: tiny-{number}, image: 'alpine:3', command: [sleep, '100000'],"
            " stop_grace_period: 1s, init: true, network_mode: none}",
        )

    def not_ready(self):
        apps = self.berth.good("GET", "/v1/apps")["items"]
        return [a for a in apps if a["status"]["phase"] not in ("Running", "Stopped")]


def resync():
    """In memory, over the fake engine: what the loop itself costs."""
    with open(os.path.join(ROOT, "target/test-classpath"), encoding="utf-8") as file:
        libraries = file.read().strip()
    classpath = ":".join([f"{ROOT}/target/test-classes", f"{ROOT}/target/classes", libraries])
    command = [os.path.join(os.environ["JDK_HOME"], "bin/java"), "-cp", classpath,
               "dev.berth.reconcile.ResyncBench", "10", "100", "1000", "10000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = re.findall(r"model name\s*: (.*)", file.read())
    java = subprocess.run([os.path.join(os.environ["JDK_HOME"], "bin/java"), "-version"],
                          capture_output=True, text=True, check=True).stderr.splitlines()[0]
    return {"processor": models[0] if models else platform.machine(), "cores": os.cpu_count(),
            "java": java, **engine.version(),
            "compose": rivals.Compose.version() if os.environ.get("COMPOSE") else None}


def startup(berth, rounds):
    """Once for what is made at the first start, then measured; it stays up."""
    berth.start()
    berth.stop()
    seconds, memory = [], 0
    for number in range(rounds):
        seconds.append(berth.start())
        memory = berth.memory()
        if number < rounds - 1:
            berth.stop()
    return {"startup": seconds, "memory_empty_bytes": memory}


def requested(figures):
    figures.up()
    rates = figures.requests()
    figures.down()
    return rates


def run(rounds, many):
    berth = Berth()
    figures = Figures(berth, rounds)
    result = {"machine": machine(), "rounds": rounds}
    sections = {
        "start-up": lambda: result.update(startup(berth, rounds)),
        "apply": lambda: result.update(apply=figures.apply()),
        "repair": lambda: result.update(repair=figures.repair()),
        "updates": lambda: result.update(updates=updates.measure(berth, figures.port, rounds)),
        "holder": lambda: result.update(holder=holder.measure(berth, figures.port)),
        "requests": lambda: result.update(requests=requested(figures)),
        "at rest": lambda: result.update(at_rest=figures.at_rest(many)),
        "a thousand apps": lambda: result.update(thousand=figures.thousand()),
        "resync": lambda: result.update(resync=resync()),
    }
    try:
        for name, section in sections.items():
            say(f"{name}: {timed(section):.0f} s")
    finally:
        berth.end()
    with open(os.path.join(ROOT, "target/bench.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    text = report.write(result)
    page = os.path.join(ROOT, "docs/architecture/benchmarks.md")
    with open(page, encoding="utf-8") as file:
        by_hand = file.read().partition("\n## By hand\n")
    with open(page, "w", encoding="utf-8") as file:
        file.write(text + "".join(by_hand[1:]))
    print(text)
