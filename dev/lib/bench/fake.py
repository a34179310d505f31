"""An engine that makes nothing: answers what Berth asks of an Engine API, over the wire, from memory. PORT NAME as words."""

import asyncio
import collections
import json
import sys
import time
import urllib.parse

API = "1.41"
STARTED = "2026-01-01T00:00:00.000000000Z"
NEVER = "0001-01-01T00:00:00Z"
TEXTS = {200: "OK", 201: "Created", 204: "No Content", 304: "Not Modified", 404: "Not Found", 409: "Conflict"}


def dumped(value):
    return json.dumps(value, separators=(",", ":")).encode()


class Container:
    """What was asked for, and whether it runs."""

    def __init__(self, number, name, body):
        self.id = f"{number:064x}"
        self.name = name
        self.body = body
        self.host = body.pop("HostConfig", {})
        self.networks = body.pop("NetworkingConfig", {}).get("EndpointsConfig", {})
        self.state = "created"
        self.labels = body.get("Labels") or {}
        self.listed = b""

    def changed(self, state):
        self.state = state
        self.listed = b""

    def summary(self):
        """Kept as text: lists are asked for all the time, and hardly anything in them changes."""
        self.listed = self.listed or dumped({
            "Id": self.id, "Names": ["/" + self.name], "Image": self.body["Image"], "ImageID": Engine.IMAGE, "Command": "",
            "Created": 1767225600, "Ports": [], "Labels": self.labels, "State": self.state, "Status": self.state,
            "HostConfig": {"NetworkMode": self.host.get("NetworkMode", "none")}, "NetworkSettings": {"Networks": self.networks},
            "Mounts": []})
        return self.listed

    def inspect(self):
        runs = self.state == "running"
        return {
            "Id": self.id, "Created": STARTED, "Path": "", "Args": [], "Name": "/" + self.name, "Image": Engine.IMAGE,
            "RestartCount": 0, "Driver": "none", "Platform": "linux", "Mounts": [], "HostConfig": self.host,
            "State": {"Status": self.state, "Running": runs, "Paused": False, "Restarting": False, "OOMKilled": False,
                      "Dead": False, "Pid": 1 if runs else 0, "ExitCode": 0, "Error": "",
                      "StartedAt": NEVER if self.state == "created" else STARTED,
                      "FinishedAt": STARTED if self.state == "exited" else NEVER},
            "Config": {"Hostname": self.id[:12], "Env": [], "Cmd": None, "Entrypoint": None, "WorkingDir": "", **self.body},
            "NetworkSettings": {"Networks": self.networks, "Ports": {}}}


class Engine:
    IMAGE = "sha256:" + "a" * 64

    def __init__(self, name):
        self.name = name
        self.made = 0
        self.containers = {}
        self.names = {}
        self.listeners = set()
        self.calls = collections.Counter()
        self.sent = collections.Counter()

    def find(self, key):
        return self.containers.get(self.names.get(key, key))

    def tell(self, container, action):
        now = time.time_ns()
        attributes = {"name": container.name, "image": container.body["Image"], **container.labels}
        line = dumped({"Type": "container", "Action": action, "status": action, "id": container.id, "from": container.body["Image"],
                       "scope": "local", "Actor": {"ID": container.id, "Attributes": attributes},
                       "time": now // 10**9, "timeNano": now})
        for listener in self.listeners:
            listener.chunk(line + b"\n")

    def answer(self, method, path, query, body):
        """Status and body; the words of the path are those of the Engine API."""
        words = path.strip("/").split("/")
        if words[0].startswith("v1."):
            words = words[1:]
        kind = words[0]
        self.calls[f"{method} {kind} {words[-1] if words[-1] in ('json', 'start', 'create') else ''}".strip()] += 1
        if kind == "containers":
            return self.of_containers(method, words[1:], query, body)
        if kind == "images" and len(words) > 2:
            return 200, self.image("/".join(words[1:-1]))
        return self.fixed(kind)

    def fixed(self, kind):
        if kind == "info":
            now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + ".000000000Z"
            return 200, {"ID": self.name, "Name": self.name, "DockerRootDir": "/" + self.name, "NCPU": 64, "MemTotal": 2**38,
                         "OperatingSystem": "none", "SystemTime": now, "ServerVersion": "20.10.24", "OSType": "linux",
                         "Swarm": {"LocalNodeState": "inactive", "ControlAvailable": False}}
        if kind == "version":
            return 200, {"Version": "20.10.24", "ApiVersion": API, "MinAPIVersion": "1.12", "Os": "linux", "Arch": "amd64"}
        if kind == "volumes":
            return 200, {"Volumes": [], "Warnings": None}
        if kind == "_counts":
            return 200, {"calls": self.calls, "bytes": self.sent, "containers": len(self.containers)}
        return 200, b"OK" if kind == "_ping" else []

    def image(self, name):
        return {"Id": self.IMAGE, "RepoTags": [name], "RepoDigests": [], "Created": STARTED, "Size": 1, "Os": "linux",
                "Architecture": "amd64", "Config": {"Env": [], "Cmd": ["none"], "Labels": None, "Entrypoint": None}}

    def of_containers(self, method, words, query, body):
        if words == ["json"]:
            return 200, self.listed(query)
        if words == ["create"]:
            return self.create(query["name"][0], json.loads(body))
        container = self.find(words[0])
        if container is None:
            return 404, {"message": f"No such container: {words[0]}"}
        if method == "DELETE":
            del self.containers[container.id], self.names[container.name]
            self.tell(container, "destroy")
            return 204, b""
        if method == "GET":
            return 200, container.inspect()
        return self.told(container, words[1])

    def listed(self, query):
        labels = json.loads(query.get("filters", ["{}"])[0]).get("label", [])
        pairs = [tuple(label.split("=", 1)) for label in (labels if isinstance(labels, list) else list(labels))]
        chosen = (c.summary() for c in self.containers.values() if all(c.labels.get(key) == value for key, value in pairs))
        return b"[" + b",".join(chosen) + b"]"

    def create(self, name, body):
        if name in self.names:
            return 409, {"message": f"Conflict. The container name {name} is already in use"}
        self.made += 1
        container = Container(self.made, name, body)
        self.containers[container.id] = container
        self.names[name] = container.id
        self.tell(container, "create")
        return 201, {"Id": container.id, "Warnings": []}

    def told(self, container, word):
        state = {"start": "running", "stop": "exited", "kill": "exited"}.get(word)
        if state == container.state:
            return 304, b""
        if state:
            container.changed(state)
            self.tell(container, "start" if state == "running" else "die")
        return (200, {"Warnings": []}) if word == "update" else (204, b"")


class Line(asyncio.Protocol):
    """One connection: requests one after the other, or a stream of events."""

    def __init__(self, engine):
        self.engine, self.data, self.transport = engine, b"", None

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, exc):
        self.engine.listeners.discard(self)

    def data_received(self, data):
        self.data += data
        while self.one():
            pass

    def one(self):
        head, found, rest = self.data.partition(b"\r\n\r\n")
        if not found:
            return False
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = self.body(headers, rest)
        if body is None:
            return False
        method, target, _ = first.split(" ", 2)
        path, _, query = target.partition("?")
        self.serve(method, path, urllib.parse.parse_qs(query), body)
        return True

    def body(self, headers, rest):
        """None while it is not all there; what follows is kept."""
        if headers.get("transfer-encoding") != "chunked":
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return None
            self.data = rest[length:]
            return rest[:length]
        parts, last = [], None
        while last != 0:
            size, found, rest = rest.partition(b"\r\n")
            if not found or len(rest) < int(size, 16) + 2:
                return None
            last = int(size, 16)
            parts.append(rest[:last])
            rest = rest[last + 2:]
        self.data = rest
        return b"".join(parts)

    def serve(self, method, path, query, body):
        if path.endswith("/events"):
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            self.engine.listeners.add(self)
            return
        status, answer = self.engine.answer(method, path, query, body)
        data = answer if isinstance(answer, bytes) else dumped(answer)
        self.engine.sent[path.rpartition("/")[2] if path.endswith("containers/json") else "other"] += len(data)
        length = "" if status in (204, 304) else f"Content-Length: {len(data)}\r\n"
        kind = "text/plain" if path.endswith("_ping") else "application/json"
        head = f"HTTP/1.1 {status} {TEXTS[status]}\r\nApi-Version: {API}\r\nContent-Type: {kind}\r\n{length}\r\n"
        self.transport.write(head.encode() + (b"" if method == "HEAD" or not length else data))

    def chunk(self, data):
        self.transport.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")


async def main(port, name):
    engine = Engine(name)
    server = await asyncio.get_running_loop().create_server(lambda: Line(engine), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
