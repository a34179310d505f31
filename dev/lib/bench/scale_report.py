"""Figures of scale, and what follows from them, as the last part of docs/architecture/scale.md."""

import datetime
import os
import platform
import re

BEGIN = "\n## Measured\n"

# Of fewer the start of each process is most of it.
FEWEST = 1000
LISTS = (("whole", "all apps, `/v1/apps`"), ("kubectl", "all apps, `kubectl get apps`"),
         ("phases", "names and phases, `?fields=metadata.name,status.phase`"), ("page", "100 apps, `?limit=100`"))


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = re.findall(r"model name\s*: (.*)", file.read())
    return {"processor": models[0] if models else platform.machine(), "cores": os.cpu_count(), "kernel": platform.release(),
            "load": os.getloadavg()[1], "date": datetime.date.today().isoformat()}


def size(count):
    return f"{count / 2**20:.1f} MiB" if count >= 2**20 else f"{count / 1024:.1f} KiB"


def seconds(value):
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def rows(result):
    apps, declare, rest, watch, over = (result[name] for name in ("apps", "declare", "rest", "watch", "hand_over"))
    yield "writes a second: `/v1/apply`, 500 documents each, passes beside them", f"{declare['batched'] / declare['batch_seconds']:.0f}"
    if declare["singles"]:
        yield "writes a second: single PUTs, eight clients, passes beside them", f"{declare['singles'] / declare['single_seconds']:.0f}"
    yield f"first write until all {apps} run", seconds(declare["seconds"])
    yield "numbers of the feed that took, an app; a second", f"{declare['numbers'] / apps:.1f}; {declare['numbers'] / declare['seconds']:.0f}"
    yield "calls of the engines, an app", f"{declare['calls'] / apps:.1f}"
    for name, label in LISTS:
        at = result["lists"][f"{name}_leader"], result["lists"][f"{name}_follower"]
        yield f"list of {label}: at the leader, at a follower", f"{seconds(at[0]['seconds'])}, {seconds(at[1]['seconds'])}; {size(at[0]['bytes'])}"
    calls = rest["calls"]
    yield (f"calls of {result['engines']} engines in {rest['seconds']:.0f} s at rest: lists of containers, networks, volumes; pings; others",
           f"{sum(calls.get('GET ' + kind, 0) for kind in ('containers json', 'networks', 'volumes'))}; {calls.get('GET _ping', 0)}; "
           f"{calls.get('GET info', 0) + calls.get('GET version', 0)}")
    yield "the same: bytes from the engines", size(rest["bytes"])
    yield "a resync of one engine", seconds(rest["resync_seconds"])
    yield "at rest, processor of one core: leader, follower", f"{rest['leader_processor'] * 100:.1f} %, {rest['follower_processor'] * 100:.1f} %"
    yield f"at rest, resident (heap {result['heap']} at most): leader, follower", f"{size(rest['leader_memory'])}, {size(rest['follower_memory'])}"
    yield f"{watch['watchers']} watchers at the followers open: told all", f"{seconds(watch['opening_seconds'])}, {size(watch['opening_bytes'])}, {seconds(watch['opening_processor_seconds'])} of the leader's processor"
    yield (f"{watch['writes']} changed apps, from the write to each of them: median, p99",
           f"{seconds(watch['p50'])}, {seconds(watch['p99'])} ({watch['seen']} of {watch['watchers'] * watch['writes']} seen)")
    yield "the same: events and bytes to one watcher, a change", f"{events(watch):.1f}, {size(heard(watch))}"
    yield "the same: processor of the leader, a change", f"{spent(watch) * 1000:.0f} ms"
    yield "`kill -9` of the leader: until another one leads", seconds(over["leads_seconds"])
    yield f"the same: until each of the {apps} apps has its phase again; calls of the engines", f"{seconds(over['all_seconds'])}; {over['calls']}"


def events(watch):
    return watch["events"] / watch["watchers"] / watch["writes"]


def heard(watch):
    return watch["bytes"] / watch["watchers"] / watch["writes"]


def spent(watch):
    return watch["leader_processor_seconds"] / watch["writes"]


def beyond(result):
    """From the measured figures alone; what grows in a straight line, and no promise."""
    apps, rest, watch, over = (result[name] for name in ("apps", "rest", "watch", "hand_over"))
    engines, declare, whole = result["engines"], result["declare"], result["lists"]["whole_leader"]
    many = 20_000 / apps
    per_engine = sum(rest["calls"].values()) / engines / rest["seconds"]
    per_watcher = heard(watch)
    return f"""
## Beyond: arithmetic

In a straight line from the table, where nothing else comes to bound it first:

| what | takes |
|---|---|
| 20,000 apps, from nothing | {seconds(declare['seconds'] * many)}; the list is {size(whole['bytes'] * many)} in {seconds(whole['seconds'] * many)} |
| 20,000 apps, a hand-over | {seconds(over['leads_seconds'])} until one leads, {seconds(over['all_seconds'] * many)} until each app has its phase |
| 50 engines at rest | {per_engine * 50:.1f} calls a second of all; what they send is that of their containers, {size(rest['bytes'] / rest['seconds'] * 60)} a minute for {apps} of them |
| 100 watchers of everything, ten changes a second | {size(per_watcher * 1000)} a second from the leader, as much again from the followers together |
| 100 watchers of everything open at once | {size(watch['opening_bytes'] / watch['watchers'] * 100)} |
"""


def write(result):
    one = result["machine"]
    table = "\n".join(f"| {what} | {figure} |" for what, figure in rows(result))
    return f"""{BEGIN}
`dev/bench --scale`, {one['date']}: {result['apps']} apps of one container each, {result['engines']} engines, three Berths, PostgreSQL, the engines
and all clients on one machine: {one['processor']}, {one['cores']} cores, kernel {one['kernel']}, load over five minutes {one['load']:.0f} at the end.

| what | figure |
|---|---|
{table}
{beyond(result) if result["apps"] >= FEWEST else ""}"""


def keep(text, page):
    with open(page, encoding="utf-8") as file:
        by_hand = file.read().partition(BEGIN)[0]
    with open(page, "w", encoding="utf-8") as file:
        file.write(by_hand + text)
