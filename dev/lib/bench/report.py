"""Figures as a page."""

import statistics

median = statistics.median


def seconds(values):
    return f"{median(values):.2f} s" if values else "–"


def ratio(one, other):
    return f"{median(one) / median(other):.2f}" if one and other else "–"


def mib(count):
    return f"{count / 2**20:.0f} MiB"


def apply(rows, figures):
    raw = figures["raw"]
    for name, label in (("raw", "raw Engine API, in parallel"), ("berth", "Berth"), ("berth_ready", "Berth, until it says Ready"), ("compose", "Docker Compose")):
        rows.append(f"| apply friendlyhello → its page counts: {label} | {seconds(figures[name])} | {ratio(figures[name], raw)} |")
    rows.append(f"| the same again, nothing to do: Docker Compose | {seconds(figures['compose_unchanged'])} | |")


def repair(rows, figures):
    bare = figures["bare_start"]
    for name, label in (
        ("bare_start", "by hand: `docker kill`, `wait`, `start` → its page answers"),
        ("killed", "`docker kill` → its page answers again"),
        ("removed", "`docker rm -f` → its page answers again"),
    ):
        rows.append(f"| {label} | {seconds(figures[name])} | {ratio(figures[name], bare)} |")


def updates(rows, figures):
    """Requests lost by one update, of all that were asked while it went on."""
    for name, label in (("by_hand", "stop, remove and start by hand"), ("compose", "Docker Compose, `up -d`"), ("berth", "Berth, `Rolling`")):
        rounds = figures.get(name)
        if rounds:
            asked, lost = sum(one["asked"] for one in rounds), sum(one["lost"] for one in rounds)
            gap = median([one["gap_seconds"] for one in rounds])
            rows.append(f"| requests lost in {len(rounds)} updates behind one port: {label} | {lost} of {asked}, over {gap:.2f} s each | |")


def holder(rows, figures):
    """What stands before a port that loses nothing, against a port of the container's own."""
    for name, label in (("kept", "on one connection"), ("fresh", "a connection each")):
        plain, held = median(figures[f"plain_{name}_ms"]), median(figures[f"held_{name}_ms"])
        rows.append(f"| median request {label}: the container's own port, and behind a holder | {plain:.2f} and {held:.2f} ms | {held / plain:.2f} |")
    rows.append(f"| memory of a holder with {figures['connections']} connections (goal: below 16 MiB) | {figures['crowded_bytes'] / 2**20:.1f} MiB | |")


def latency(rows, buckets):
    """Buckets are cumulative, the last one is all."""
    all_of_them = buckets["inf"]
    for bound, count in buckets.items():
        if bound != "inf" and count and count < all_of_them or bound == "0.05":
            rows.append(f"| event on the engine → pass: within {float(bound) * 1000:.0f} ms | {count / all_of_them * 100:.1f} % of {all_of_them:.0f} | |")


def write(result):
    machine = result["machine"]
    rows = []
    apply(rows, result["apply"])
    repair(rows, result["repair"])
    updates(rows, result["updates"])
    holder(rows, result["holder"])
    for name, value in result["requests"].items():
        rows.append(f"| requests a second, 4 clients: {name.replace('_', ', ')} | {value:.0f} | |")
    rows.append(f"| start until ready | {seconds(result['startup'])} | |")
    rows.append(f"| resident memory, no app | {mib(result['memory_empty_bytes'])} | |")
    rest = result["at_rest"]
    rows.append(f"| {rest['containers']} apps of one tiny container each, all ready | {rest['up_seconds']:.1f} s | |")
    rows.append(f"| the same at rest: processor of one core | {rest['idle_processor'] * 100:.2f} % | |")
    rows.append(f"| the same at rest: resident memory | {mib(rest['memory_bytes'])} | |")
    rows.append(f"| the same: resync over the real engine, one list a kind | {rest['resync_seconds'] * 1000:.1f} ms | |")
    latency(rows, rest["latency"])
    many = result["thousand"]
    rows.append(f"| resident memory, {many['apps']} apps that are stopped | {mib(many['memory_bytes'])} | |")
    for count, one in result["resync"].items():
        rows.append(
            f"| resync of {count} apps that did not change (fake engine) | {one['resync_ms']:.2f} ms,"
            f" {one['resync_calls']} calls, {one['resync_kib']:.0f} KiB allocated | |"
        )
        rows.append(
            f"| pass over one of {count} apps that did not change | {one['pass_us']:.0f} µs,"
            f" {one['pass_calls']} calls, {one['pass_kib']:.1f} KiB allocated | |"
        )
    return f"""# Benchmarks

Written by `dev/bench`; medians of {result['rounds']} rounds, all on the same images in one run. The last column is the ratio to
the first row of its kind. Times differ from machine to machine, ratios less. Ten thousand apps, several Berths and PostgreSQL: [scale](scale.md).

| measured on | |
|---|---|
| processor | {machine['processor']}, {machine['cores']} cores |
| kernel | {machine['kernel']} |
| Docker Engine | {machine['engine']} (API {machine['api']}) |
| Docker Compose | {machine['compose'] or 'not there'} |
| Java | {machine['java']} |

| what | figure | ratio |
|---|---|---|
""" + "\n".join(rows) + "\n"
