"""Clients that come and go, and clients that ask for much: what Berth holds at the end, and how long a reader waits."""

import io
import os
import random
import tarfile
import threading
import time

from berth import Berth

PREFIX = "load-"
STREAMS = (
    "/v1/apps/{app}/logs?follow=true",
    "/v1/apps/{app}/logs?follow=true&tail=1",
    "/v1/apps/{app}/events?watch=true",
    "/v1/apps/{app}?watch=true",
    "/v1/apps?watch=true",
    "/apis/berth.dev/v1/apps?watch=true",
    "/apis/berth.dev/v1/instances?watch=true",
)
AT_ONCE = 50
READS = 200


def manifest(app, value):
    # Without a network: an engine's own pools hold about thirty of them.
    return (
        f"{{name: {app}, image: 'alpine:3', network_mode: none, stop_grace_period: 0s, init: true, "
        f"environment: {{VALUE: '{value}'}}, command: [sh, -c, 'while sleep 1; do echo tick; done']}}"
    )


def worst(kind):
    """The most that one request may ask for: method, path, body."""
    if kind == "archive":
        return "PUT", "/v1/contexts", packed("Dockerfile", "a", 199_000)
    if kind == "project":
        lines = "".join(f"      K{i}: ${{A:-v}}\n" for i in range(45_000))
        return "POST", "/v1/compose?name=load-worst&dryRun=true", f"services:\n  a:\n    image: a\n    environment:\n{lines}"
    if kind == "ports":
        body = "name: load-worst\nimage: alpine:3\nports: ['1001-5096:1001-5096']\n"
    elif kind == "values":
        lines = "".join(f"  K{i}: v\n" for i in range(60_000))
        body = f"name: load-worst\nimage: alpine:3\nenvironment:\n{lines}"
    else:
        body = "".join(f"---\nname: load-worst-{i}\nimage: alpine:3\n" for i in range(1000))
    return "POST", "/v1/apply?dryRun=true", body


def packed(first, name, count):
    """As many files as an archive may have, each of them empty, which packs well."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as tar:
        for number in range(count):
            tar.addfile(tarfile.TarInfo(first if number == 0 else f"{name}{number}"))
    return out.getvalue()


class Holding:
    """What the process and its home take up."""

    def __init__(self, berth):
        process = f"/proc/{berth.process.pid}"
        with open(process + "/status", encoding="ascii") as file:
            self.threads = next(int(line.split()[1]) for line in file if line.startswith("Threads"))
        self.descriptors = len(os.listdir(process + "/fd"))
        self.memory = berth.memory() >> 20
        files = (os.path.join(berth.home, name) for name in os.listdir(berth.home) if name.endswith(".db"))
        self.database = sum(os.path.getsize(file) for file in files) >> 10
        metrics = berth.good("GET", "/metrics").splitlines()
        self.streams = next(int(float(m.split()[-1])) for m in metrics if m.startswith("berth_streams_open"))

    def __str__(self):
        return (
            f"{self.threads} threads, {self.descriptors} descriptors, {self.memory} MiB, "
            f"database {self.database} KiB, {self.streams} streams"
        )


def follow(berth, path):
    """An open stream whose head has come."""
    connection = berth.connection(60)
    connection.request("GET", path, headers={"Authorization": "Bearer " + berth.token()})
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {answer.read(500)}")
    return connection, answer


def leave(stream):
    # The answer holds the socket as well.
    stream[1].close()
    stream[0].close()


def settled(berth, what):
    limit = time.monotonic() + 60
    while Holding(berth).streams and time.monotonic() < limit:
        time.sleep(0.2)
    print(f"{what}: {Holding(berth)}", flush=True)


def followers(berth, apps, count):
    for begun in range(0, count, AT_ONCE):
        paths = (STREAMS[i % 2].format(app=random.choice(apps)) for i in range(min(AT_ONCE, count - begun)))
        opened = [follow(berth, path) for path in paths]
        for stream in opened:
            leave(stream)
    settled(berth, f"{count} log followers opened and closed")


def everyday(berth, apps, minutes):
    end = time.monotonic() + 60 * minutes
    told = time.monotonic() + 60
    opened, change = [], 0
    while time.monotonic() < end:
        begun = time.monotonic()
        change += 1
        app = apps[change % len(apps)]
        berth.good("PUT", f"/v1/apps/{app}", manifest(app, change))
        opened.extend(follow(berth, random.choice(STREAMS).format(app=random.choice(apps))) for _ in range(2))
        while len(opened) > 30:
            leave(opened.pop(random.randrange(len(opened))))
        if time.monotonic() > told:
            told += 60
            print(f"  {change} changes: {Holding(berth)}", flush=True)
        time.sleep(max(0, begun + 1 - time.monotonic()))
    for stream in opened:
        leave(stream)
    settled(berth, f"{minutes} minutes, {change} changes")


def hammer(berth, kind):
    """Three ask for the worst, over and over, while one reads."""
    over = threading.Event()
    asked = []
    method, path, body = worst(kind)

    def ask():
        while not over.is_set():
            asked.append(berth.call(method, path, body)[0])

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    waits = []
    for _ in range(READS):
        begun = time.monotonic()
        berth.good("GET", "/v1/apps")
        waits.append(time.monotonic() - begun)
    over.set()
    for client in clients:
        client.join()
    waits.sort()
    print(
        f"{kind} ({len(body) >> 10} KiB) hammered {len(asked)} times, answers {sorted(set(asked))}: {READS} reads of "
        f"/v1/apps, median {waits[READS // 2] * 1000:.0f} ms, p99 {waits[READS * 99 // 100 - 1] * 1000:.0f} ms, "
        f"longest {waits[-1] * 1000:.0f} ms",
        flush=True,
    )


def run(apps, count, minutes):
    names = [f"{PREFIX}{i}" for i in range(apps)]
    berth = Berth()
    try:
        berth.start()
        for name in names:
            berth.good("PUT", f"/v1/apps/{name}", manifest(name, 0))
        for name in names:
            berth.good("GET", f"/v1/apps/{name}?wait=ready&timeout=300s")
        settled(berth, f"{apps} apps")
        for kind in ("ports", "values", "documents", "project", "archive"):
            hammer(berth, kind)
        settled(berth, "after the hammering")
        followers(berth, names, count)
        everyday(berth, names, minutes)
        berth.good("GET", "/v1/containers")
    finally:
        berth.end()
