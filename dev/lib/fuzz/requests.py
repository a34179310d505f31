"""Sends requests that nobody would write, and looks for answers that say that Berth failed.

Bodies are manifests and Compose files with bytes, values and keys changed at random; paths, methods, parameters and
headers likewise. A 5xx is a find, but for 503 (no engine) and 504 (a wait that ended). Usage: requests.py URL TOKEN COUNT SEED
"""

import http.client
import json
import random
import sys
import urllib.parse

SAMPLES = [
    "name: fuzz-a\nimage: alpine:3\nports: ['4799:80']\nenvironment: {NAME: World}\nlinks: [redis]\n",
    "apiVersion: berth.dev/v1\nkind: App\nmetadata: {name: fuzz-b, labels: {team: x}}\nspec:\n  build: {files: {Dockerfile: FROM alpine:3}}\n"
    "  environment: {P: {secret: fuzz-s, key: k, format: 'a{}b'}}\n  replicas: 2\n  deploy: {resources: {limits: {memory: 64m, cpus: '0.5'}}}\n",
    "services:\n  web:\n    image: alpine:3\n    command: [sleep, '1']\n    depends_on: {db: {condition: service_healthy}}\n"
    "    healthcheck: {test: [CMD, 'true'], interval: 5s, retries: 3}\n    volumes: ['data:/data', {type: tmpfs, target: /t}]\n"
    "  db: {image: 'redis:7', restart: 'on-failure:3', mem_limit: 32m, stop_grace_period: 3s}\nvolumes: {data: {}}\nname: fuzz-c\n",
    "kind: Secret\nname: fuzz-s\ndata: {k: v, n: 3}\n",
    "kind: Source\nname: fuzz-f\nfolder: /nowhere\ninterval: 30s\nprune: true\n",
    "role: viewer\nexpiry: 1d\nlabelSelector: a=b\n",
    '{"revision": 1}',
    '[{"op": "replace", "path": "/spec/replicas", "value": 2}]',
    '{"spec": {"replicas": null}}',
]
WORDS = ["", "0", "-1", "1e999", "null", "~", "true", "[]", "{}", "\u0000", "\ud83e\udd8a", "a" * 300, "../../etc/passwd", "*x", "&x", "!!java",
         "${A:-${B}}", "99999999999999999999", "0x7fffffffffffffff", ".inf", "2001-01-01", "a\tb", "%00", "1.5", "-0", "'", '"', "<<: *a", "---", "...",
         "{{{{", "]]", "? x", "services", "spec", "image", "name", "environment", "ports", "volumes", "deploy"]
PATHS = ["/v1/apps", "/v1/apps/{n}", "/v1/apps/{n}/plan", "/v1/apps/{n}/drift", "/v1/apps/{n}/events", "/v1/apps/{n}/revisions",
         "/v1/apps/{n}/rollback", "/v1/apps/{n}/stop", "/v1/apps/{n}/start", "/v1/apps/{n}/restart", "/v1/apps/{n}/kill",
         "/v1/apps/{n}/logs", "/v1/apps/{n}/compose", "/v1/compose", "/v1/contexts", "/v1/apply", "/v1/secrets", "/v1/secrets/{n}",
         "/v1/sources", "/v1/sources/{n}", "/v1/registries", "/v1/tokens", "/v1/tokens/{n}", "/v1/audit", "/v1/containers", "/v1/images",
         "/v1/images/{n}", "/v1/images/{n}/tag", "/v1/operations/{n}", "/v1/system", "/apis", "/api", "/apis/berth.dev/v1",
         "/apis/berth.dev/v1/apps", "/apis/berth.dev/v1/apps/{n}", "/apis/berth.dev/v1/secrets/{n}", "/apis/berth.dev/v1/instances",
         "/openapi", "/openapi/v3", "/openapi/v2", "/metrics", "/health", "/docs", "/{n}"]
WRITTEN = ["/v1/apps", "/v1/apps/{n}", "/v1/apps?dryRun=true", "/v1/compose?name=fuzz-c", "/v1/apply", "/v1/secrets/{n}", "/v1/tokens/{n}",
           "/v1/sources/{n}", "/apis/berth.dev/v1/apps", "/apis/berth.dev/v1/apps/{n}"]
NAMES = ["fuzz-a", "fuzz-b", "fuzz-c", "fuzz-s", "fuzz-f", "x", "%2e%2e", "a%00b", "a%2Fb", "%ff", "a;b=c", "A", "a" * 70, "%F0%9F%A6%8A", "a:b", "a@sha256:0"]
PARAMETERS = ["dryRun", "wait", "timeout", "limit", "continue", "labelSelector", "fieldSelector", "watch", "all", "unmanaged", "volumes",
              "tail", "since", "follow", "signal", "grace", "plan", "name", "force", "renew", "fieldManager", "fieldValidation", "resourceVersion",
              "propagationPolicy", "service", "replica", "timestamps", "timeoutSeconds"]
VALUES = ["true", "false", "All", "ready", "1s", "1", "0", "-1", "99999999999", "a=b", "a%20in%20(b", "x" * 300, "%00", "KILL", "%F0%9F", "delete",
          "Strict", "metadata.name=x", "2001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "999999999h", ""]
METHODS = ["GET", "GET", "POST", "POST", "PUT", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
TYPES = ["application/yaml", "application/json", "application/yaml", "text/plain", "application/merge-patch+json", "application/json-patch+json",
         "application/apply-patch+yaml", "application/x-tar", "application/gzip", "application/zip", "application/strategic-merge-patch+json",
         "", "a/b;c", "/"]


def mutate(text, chance):
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4, 8])):
        at = chance.randrange(len(text) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:at] + chance.choice(WORDS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.randrange(1, 9):]
        elif kind == 2:
            text = text[:at] + text[max(0, at - chance.randrange(40)):]
        elif kind == 3:
            other = chance.choice(SAMPLES)
            text = text[:at] + other[chance.randrange(len(other)):]
        elif kind == 4:
            text = text[:at] + chr(chance.choice([0, 9, 10, 34, 39, 58, 91, 123, 127, 255, 0x2028, 0xfffd, 0x1f98a])) + text[at:]
        else:
            words = text.split()
            if words:
                text = text.replace(chance.choice(words), chance.choice(WORDS), 1)
    return text


def request(chance):
    path = chance.choice(PATHS if chance.random() < 0.6 else WRITTEN).replace("{n}", chance.choice(NAMES))
    parameters = [p + "=" + v for p, v in ((chance.choice(PARAMETERS), chance.choice(VALUES)) for _ in range(chance.choice([0, 0, 0, 1, 1, 2])))]
    parameters = ["timeout=1s" if p.startswith("timeout=") else p for p in parameters if p not in ("follow=true", "watch=true")]
    if any(p.startswith("wait=") for p in parameters):
        parameters.append("timeout=1s")
    headers = {"Content-Type": chance.choice(TYPES) if chance.random() < 0.3 else "application/yaml"}
    for name, values in (("Accept", ["*/*", "application/yaml", "text/html", "x", "application/json;as=Table;g=meta.k8s.io;v=v1"]),
                         ("If-Match", ['"1"', "*", "1", '"x"', "W/\"3\""]), ("If-None-Match", ["*", '"1"']),
                         ("Accept-Encoding", ["gzip"]), ("Last-Event-ID", ["1", "x"]), ("X-Berth-Env", ["A=b", "=", "A"])):
        if chance.random() < 0.15:
            headers[name] = chance.choice(values)
    body = mutate(chance.choice(SAMPLES), chance).encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        body = bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
    mark = "&" if "?" in path else "?"
    return chance.choice(METHODS), path + (mark + "&".join(parameters) if parameters else ""), headers, body


def main():
    url, token, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    where = urllib.parse.urlparse(url)
    chance = random.Random(seed)
    codes, finds, lost = {}, {}, 0
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    for number in range(count):
        method, path, headers, body = request(chance)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            headers["Authorization"] = "Bearer " + token
            if method not in ("GET", "HEAD", "OPTIONS"):
                headers["Content-Length"] = str(len(body))
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(body if "Content-Length" in headers else None)
            answer = connection.getresponse()
            text = answer.read()
            code = answer.status
        except (OSError, http.client.HTTPException) as e:
            connection.close()
            connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
            code, text, lost = 0, repr(e).encode(), lost + 1
        codes[code] = codes.get(code, 0) + 1
        if (code >= 500 and code not in (503, 504)) or code == 0:
            key = (code, method, path.split("?")[0])
            if key not in finds:
                finds[key] = (path, headers, body, text)
        if number % 2000 == 1999:
            print(f"{number + 1} requests, {len(finds)} finds", file=sys.stderr, flush=True)
    print(json.dumps({"requests": count, "seed": seed, "answers": {str(k): v for k, v in sorted(codes.items())}}))
    for key, (path, headers, body, text) in sorted(finds.items()):
        headers = {k: v for k, v in headers.items() if k != "Authorization"}
        print("FIND", key[0], key[1], path, headers, body[:400], text[:300])
    sys.exit(1 if any(key[0] >= 500 for key in finds) else 0)


main()
