"""Many apps on engines that make nothing, over a real PostgreSQL and three Berths: what bounds it, and where."""

import concurrent.futures
import contextlib
import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time

import scale_report
import watchers
from berth import ROOT, Berth, free_port
from postgres import Postgres

BATCH = 500
BERTHS = 3
WRITERS = 8

# What the page is of; less is a look.
WHOLE = 10_000


def say(text):
    print(text, flush=True)


def timed(work):
    begun = time.monotonic()
    return work(), time.monotonic() - begun


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def app_name(number):
    return f"scale-{number:05}"


class FakeEngine:
    def __init__(self, number):
        self.port = free_port()
        script = os.path.join(ROOT, "dev/lib/bench/fake.py")
        self.process = subprocess.Popen([sys.executable, "-B", script, str(self.port), f"fake-{number}"])

    def host(self):
        return f"tcp://127.0.0.1:{self.port}"

    def counts(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/_counts")
        answer = json.load(connection.getresponse())
        connection.close()
        return answer

    def close(self):
        self.process.kill()
        self.process.wait()


class World:
    """PostgreSQL, engines, Berths; all of it goes at the end."""

    def __init__(self, engines, heap):
        self.heap = heap
        self.closing = contextlib.ExitStack()
        self.database = Postgres()
        self.closing.callback(self.database.close)
        self.engines = [FakeEngine(number) for number in range(engines)]
        for engine in self.engines:
            self.closing.callback(engine.close)
        self.berths = []

    def start(self):
        for number in range(BERTHS):
            berth = self.berth()
            if number:
                shutil.copy(os.path.join(self.berths[0].home, "encryption.key"), berth.home)
            self.berths.append(berth)
            berth.start()
        for number, engine in enumerate(self.engines[1:], 1):
            self.leader().good("PUT", f"/v1/engines/fake-{number}", json.dumps({"spec": {"host": engine.host()}}))

    def berth(self):
        berth = Berth()
        berth.environment = {
            "DOCKER_HOST": self.engines[0].host(),
            "BERTH_DATABASE_URL": self.database.url(),
            "BERTH_DATABASE_USERNAME": "berth",
            "BERTH_DATABASE_PASSWORD_FILE": self.database.password,
            "BERTH_HA_ADVERTISE": f"http://127.0.0.1:{berth.port}",
            "BERTH_STREAMS_PER_TOKEN": "1000",
            "BERTH_STREAMS_TOTAL": "1000",
            "JAVA_OPTS": f"{os.environ.get('JAVA_OPTS', '')} -Xmx{self.heap}",
        }
        self.closing.callback(shutil.rmtree, berth.home, True)
        self.closing.callback(berth.kill)
        return berth

    def leads(self, berth):
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            checks = json.loads(berth.call("GET", "/health/ready", token=False)[1])["checks"]
            return any(check["data"].get("leads") for check in checks if check["name"] == "lead")
        return False

    def leader(self):
        return next(berth for berth in self.berths if self.leads(berth))

    def followers(self):
        return [berth for berth in self.berths if not self.leads(berth)]

    def manifest(self, number, value=0):
        engine = number % len(self.engines)
        placed = {"placement": {"engine": f"fake-{engine}"}} if engine else {}
        return {"name": app_name(number), "image": "alpine:3", "network_mode": "none", "command": ["sleep", "infinity"],
                "environment": {"VALUE": str(value)}, **placed}

    def numbers(self):
        """What the feed has counted up to, of writes; numbers of statuses lie between them."""
        return int(self.database.ask("select coalesce(max(number), 0) from feed_change"))

    def engine_calls(self):
        return sum(sum(engine.counts()["calls"].values()) for engine in self.engines)

    def close(self):
        self.closing.close()


class Scale:
    def __init__(self, world, apps, watching):
        self.world, self.apps, self.watching = world, apps, watching
        self.leader = world.leader()
        self.follower = world.followers()[0]

    def declare(self):
        """In batches, at a follower, and until each runs."""
        singles = min(self.apps // 5, 1000)
        batched = self.apps - singles
        before = self.world.numbers()
        _, batches = timed(lambda: self.apply(range(batched)))
        _, single = timed(lambda: self.put(range(batched, self.apps)))
        result = {"batched": batched, "batch_seconds": batches, "singles": singles, "single_seconds": single}
        _, result["settling_seconds"] = timed(lambda: self.await_running(self.world.berths))
        seconds = batches + single + result["settling_seconds"]
        result.update(seconds=seconds, calls=self.world.engine_calls(), numbers=self.world.numbers() - before)
        return result

    def apply(self, numbers):
        for begin in range(0, len(numbers), BATCH):
            text = "".join(f"---\n{json.dumps(self.document(number))}\n" for number in numbers[begin:begin + BATCH])
            self.follower.good("POST", "/v1/apply", text)

    def document(self, number):
        manifest = self.world.manifest(number)
        return {"apiVersion": "berth.dev/v1", "kind": "App", "metadata": {"name": manifest.pop("name")}, "spec": manifest}

    def put(self, numbers, value=0):
        """Eight clients, each on its own connection."""
        def client(mine):
            connection = self.follower.connection()
            for number in mine:
                status, text = self.follower.call(
                    "PUT", f"/v1/apps/{app_name(number)}", json.dumps(self.world.manifest(number, value)), connection=connection)
                if status >= 300:
                    raise RuntimeError(f"{status} {text[:500]}")
            connection.close()
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(client, [numbers[first::WRITERS] for first in range(WRITERS)]))

    def phases(self, berth):
        answer = berth.good("GET", "/v1/apps?fields=status.phase")
        counts = {}
        for item in answer["items"]:
            phase = item.get("status", {}).get("phase", "none")
            counts[phase] = counts.get(phase, 0) + 1
        return counts

    def await_running(self, berths, seconds=240):
        """Asks less often where a list takes long: the leader has something else to do."""
        limit = time.monotonic() + seconds
        counts, took = "no answer", 0.1
        while time.monotonic() < limit:
            with contextlib.suppress(OSError, http.client.HTTPException, RuntimeError):
                counts, took = timed(lambda: self.phases(next(berth for berth in berths if berth.process.poll() is None)))
                if counts == {"Running": self.apps}:
                    return
            time.sleep(min(5 * took, 3))
        raise RuntimeError(f"not all apps run after {seconds} s: {counts}")

    def lists(self):
        result = {}
        for name, path in (("whole", "/v1/apps"), ("phases", "/v1/apps?fields=metadata.name,status.phase"),
                           ("page", "/v1/apps?limit=100"), ("kubectl", "/apis/berth.dev/v1/apps")):
            for where, berth in (("leader", self.leader), ("follower", self.follower)):
                answers = [timed(lambda at=berth, asked=path: at.call("GET", asked)) for _ in range(5)]
                result[f"{name}_{where}"] = {"seconds": statistics.median(took for _, took in answers), "bytes": len(answers[0][0][1])}
        return result

    def rest(self, seconds):
        """At least one resync of each engine."""
        time.sleep(5)
        begun = time.monotonic()
        before = [berth.processor_seconds() for berth in self.world.berths]
        counts = [engine.counts() for engine in self.world.engines]
        time.sleep(seconds)
        took = time.monotonic() - begun
        after = [engine.counts() for engine in self.world.engines]
        calls = {}
        for old, new in zip(counts, after):
            for name, count in new["calls"].items():
                calls[name] = calls.get(name, 0) + count - old["calls"].get(name, 0)
        sent = sum(sum(new["bytes"].values()) - sum(old["bytes"].values()) for old, new in zip(counts, after))
        busy = [(berth.processor_seconds() - old) / took for berth, old in zip(self.world.berths, before)]
        memory = [berth.memory() for berth in self.world.berths]
        at = self.world.berths.index(self.leader)
        others = [number for number in range(len(busy)) if number != at]
        return {"seconds": took, "calls": calls, "bytes": sent,
                "leader_processor": busy[at], "follower_processor": max(busy[n] for n in others),
                "leader_memory": memory[at], "follower_memory": max(memory[n] for n in others),
                "resync_seconds": self.resync_seconds()}

    def resync_seconds(self):
        text = self.leader.call("GET", "/metrics")[1]
        figures = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
                   for line in text.splitlines() if line.startswith("berth_resync_seconds")}
        total = sum(value for name, value in figures.items() if "_sum" in name)
        count = sum(value for name, value in figures.items() if "_count" in name)
        return total / count if count else 0

    def watch(self, writes=100):
        """Half of them at each follower; each write is one that all of them see."""
        ports = [berth.port for berth in self.world.followers()]
        opening = self.leader.processor_seconds()
        crowd = watchers.Crowd(ports, self.watching, self.leader.token())
        with crowd:
            before = self.leader.processor_seconds()
            sent = {}
            begun = time.monotonic()
            for number in range(min(writes, self.apps)):
                name = app_name(number)
                sent[name] = time.monotonic()
                self.follower.good("PUT", f"/v1/apps/{name}", json.dumps(self.world.manifest(number, "seen")))
                time.sleep(0.1)
            crowd.await_all(sent, 60)
            seconds = time.monotonic() - begun
        delays = crowd.delays(sent)
        return {"watchers": self.watching, "writes": len(sent), "seconds": seconds, "p50": percentile(delays, 0.5),
                "p99": percentile(delays, 0.99), "seen": len(delays), "bytes": crowd.bytes, "events": crowd.events,
                "opening_seconds": crowd.opening_seconds, "opening_bytes": crowd.opening_bytes,
                "opening_processor_seconds": before - opening,
                "leader_processor_seconds": self.leader.processor_seconds() - before}

    def hand_over(self):
        others = self.world.followers()
        begun = time.monotonic()
        self.leader.kill()
        while not any(self.world.leads(berth) for berth in others):
            time.sleep(0.02)
        led = time.monotonic() - begun
        calls = self.world.engine_calls()
        self.await_running(others)
        return {"leads_seconds": led, "all_seconds": time.monotonic() - begun, "calls": self.world.engine_calls() - calls}


def run(apps, engines, watching, heap, rest):
    signal.signal(signal.SIGTERM, lambda *unused: sys.exit("ended"))
    result = {"apps": apps, "engines": engines, "heap": heap}
    world = World(engines, heap)
    try:
        _, seconds = timed(world.start)
        say(f"PostgreSQL, {engines} engines, {BERTHS} Berths: {seconds:.0f} s")
        scale = Scale(world, apps, watching)
        for name, section in (("declare", scale.declare), ("lists", scale.lists), ("rest", lambda: scale.rest(rest)),
                              ("watch", scale.watch), ("hand_over", scale.hand_over)):
            result[name], seconds = timed(section)
            say(f"{name}: {seconds:.0f} s {json.dumps(result[name])}")
    except BaseException:
        keep_logs(world)
        raise
    finally:
        world.close()
    result["machine"] = scale_report.machine()
    with open(os.path.join(ROOT, "target/scale.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    text = scale_report.write(result)
    if apps >= WHOLE:
        scale_report.keep(text, os.path.join(ROOT, "docs/architecture/scale.md"))
    print(text)


def keep_logs(world):
    for number, berth in enumerate(world.berths):
        kept = os.path.join(ROOT, f"target/scale-berth-{number}.log")
        with contextlib.suppress(OSError):
            shutil.copy(os.path.join(berth.home, "berth.log"), kept)
            say(f"kept: {kept}")
