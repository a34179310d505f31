"""A socket before the engine's that writes down which endpoints are called. Usage: record.py LISTEN ENGINE OUT

Each line of OUT is a method and a path with its ids taken out; docs/reference/security.md has the list of a run.
"""

import os
import re
import socket
import sys
import threading

seen, lock = set(), threading.Lock()


def note(head, out):
    match = re.match(rb"([A-Z]+) (/\S*) HTTP/1\.[01]\r\n", head)
    if not match:
        return
    path = match.group(2).decode("ascii", "replace").split("?")[0]
    path = re.sub(r"^/v[0-9.]+", "", path)
    path = re.sub(r"^/(containers|networks|volumes|exec)/(?!json$|create$|prune$)[^/]+", r"/\1/{id}", path)
    path = re.sub(r"^/images/(?!json$|create$|prune$|search$).+?(/(?:json|tag|push|history|get))?$", r"/images/{name}\1", path)
    line = match.group(1).decode() + " " + path
    with lock:
        if line not in seen:
            seen.add(line)
            with open(out, "a", encoding="utf-8") as file:
                file.write(line + "\n")


def carry(source, sink, out):
    try:
        while data := source.recv(65536):
            if out:
                note(data, out)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main():
    listen, engine, out = sys.argv[1:4]
    if os.path.exists(listen):
        os.unlink(listen)
    server = socket.socket(socket.AF_UNIX)
    server.bind(listen)
    server.listen(64)
    while True:
        client, _ = server.accept()
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(engine)
        threading.Thread(target=carry, args=(client, upstream, out), daemon=True).start()
        threading.Thread(target=carry, args=(upstream, client, None), daemon=True).start()


main()
