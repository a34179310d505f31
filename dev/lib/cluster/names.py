"""names.py ADDRESS UPSTREAM: answers for the names of Services and of the pods behind them, as they are now; asks UPSTREAM
for all others. For a node made by dev/cluster: no more of DNS than that takes. Needs KUBECONFIG."""

import json
import socket
import struct
import subprocess
import sys
import threading
import time

KEPT = 1.0
SUFFIXES = (".svc.cluster.local", ".svc")
A, NAME_ERROR = 1, 3


class Table:
    """Names and their addresses, read from the cluster at most once a second."""

    def __init__(self):
        self.lock, self.read, self.names = threading.Lock(), 0.0, {}

    def find(self, name):
        with self.lock:
            if time.monotonic() - self.read > KEPT:
                self.names = dict(self.load())
                self.read = time.monotonic()
            return self.names.get(name)

    def load(self):
        text = subprocess.run(["kubectl", "get", "services,endpoints", "--all-namespaces", "--output", "json"],
                              capture_output=True, check=True, timeout=10).stdout
        for item in json.loads(text)["items"]:
            name = f"{item['metadata']['name']}.{item['metadata']['namespace']}"
            if item["kind"] == "Service" and item["spec"]["clusterIP"] != "None":
                yield name, item["spec"]["clusterIP"]
            for subset in item.get("subsets", []):
                for one in subset.get("addresses", []) + subset.get("notReadyAddresses", []):
                    if "hostname" in one:
                        yield f"{one['hostname']}.{name}", one["ip"]


def asked(query):
    """Name and type of the first question, and where it ends."""
    at, words = 12, []
    while query[at]:
        words.append(query[at + 1:at + 1 + query[at]].decode())
        at += query[at] + 1
    return ".".join(words).lower(), struct.unpack("!H", query[at + 1:at + 3])[0], at + 5


def answer(query, end, address, is_known):
    flags = 0x8580 | (0 if is_known else NAME_ERROR)
    head = query[:2] + struct.pack("!HHHHH", flags, 1, 1 if address else 0, 0, 0)
    record = b"\xc0\x0c" + struct.pack("!HHIH", A, 1, 1, 4) + socket.inet_aton(address) if address else b""
    return head + query[12:end] + record


def forwarded(query, upstream):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.settimeout(5)
        other.sendto(query, (upstream, 53))
        return other.recv(4096)


def serve(door, table, upstream, query, client):
    name, kind, end = asked(query)
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)
    if suffix:
        address = table.find(name.removesuffix(suffix))
        said = answer(query, end, address if kind == A else None, address is not None)
    elif name.endswith(".cluster.local"):
        said = answer(query, end, None, False)
    else:
        said = forwarded(query, upstream)
    door.sendto(said, client)


def main(address, upstream):
    table = Table()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind((address, 53))
        while True:
            query, client = door.recvfrom(4096)
            threading.Thread(target=serve, args=(door, table, upstream, query, client), daemon=True).start()


main(*sys.argv[1:])
