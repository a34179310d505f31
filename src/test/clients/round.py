"""One round with the client that openapi-python-client has made of Berth's document: create, read, patch, watch, delete.

round.py ADDRESS TOKEN; the folder of the client is in PYTHONPATH.
"""

import json
import sys

from berth_client import AuthenticatedClient
from berth_client.api.apps import create_app, delete_app, get_app, list_apps, patch_app
from berth_client.models import (
    App,
    AppList,
    AppPatch,
    AppSpec,
    AppStatusPhase,
    AppWatchEvent,
    CreateAppWait,
    DeleteAppWait,
    Environment,
    Metadata,
    PatchAppWait,
    Port,
    Problem,
    WatchEventType,
)
from berth_client.types import UNSET

NAME = "client-python"


def expect(good, said):
    if not good:
        raise SystemExit(f"not as expected: {said}")


def wanted():
    environment = Environment.from_dict({"NAME": "World"})
    spec = AppSpec(
        image="alpine:3",
        command=["sleep", "infinity"],
        environment=environment,
        ports=[Port(target=80, host_ip="127.0.0.1")],
        stop_grace_period="1s",
    )
    return App(metadata=Metadata(name=NAME), spec=spec)


def events(client, last=UNSET):
    """What a watch tells, and the id of each."""
    request = list_apps._get_kwargs(label_selector="by=python", watch=True, last_event_id=last)
    request["headers"]["Accept"] = "text/event-stream"
    with client.get_httpx_client().stream(**request) as answer:
        expect(answer.status_code == 200, answer)
        number = None
        for line in answer.iter_lines():
            if line.startswith("id: "):
                number = line[4:]
            if line.startswith("data: "):
                yield number, AppWatchEvent.from_dict(json.loads(line[6:]))


def next_of(stream, kind, good):
    """The id of the first event that is such a one."""
    for number, event in stream:
        if event.type_ == kind and event.object_.metadata.name == NAME and good(event.object_):
            stream.close()
            return number
    raise SystemExit(f"the watch ended without {kind}")


def main(address, token):
    client = AuthenticatedClient(base_url=address, token=token, timeout=90, raise_on_unexpected_status=True)
    made = create_app.sync(client=client, body=wanted(), wait=CreateAppWait.READY, timeout="60s")
    expect(isinstance(made, App) and made.metadata.generation == 1, made)

    read = get_app.sync(NAME, client=client)
    expect(isinstance(read, App) and read.status.phase == AppStatusPhase.RUNNING, read)
    expect(read.status.services[NAME].containers[0].state == "running", read.status)
    expect(read.spec.command == ["sleep", "infinity"], read.spec)
    expect(read.spec.environment["NAME"] == "World", read.spec)

    patch = AppPatch.from_dict({"metadata": {"labels": {"by": "python"}}})
    patch.spec = AppSpec(environment=Environment.from_dict({"NAME": "Moon"}))
    patched = patch_app.sync(NAME, client=client, body=patch, wait=PatchAppWait.READY, timeout="60s")
    expect(isinstance(patched, App) and patched.spec.environment["NAME"] == "Moon", patched)
    expect(patched.spec.image == "alpine:3", patched.spec)

    seen = next_of(events(client), WatchEventType.ADDED, lambda app: app.spec.environment["NAME"] == "Moon")
    patch.spec = AppSpec(environment=Environment.from_dict({"NAME": "Mars"}))
    patch_app.sync(NAME, client=client, body=patch)
    next_of(events(client, seen), WatchEventType.MODIFIED, lambda app: app.spec.environment["NAME"] == "Mars")

    listed = list_apps.sync(client=client, label_selector="by=python")
    expect(isinstance(listed, AppList) and [app.metadata.name for app in listed.items] == [NAME], listed)
    bad = create_app.sync(client=client, body=App(metadata=Metadata(name="No Name"), spec=AppSpec(image="alpine:3")))
    expect(isinstance(bad, Problem) and bad.violations[0].path == "metadata.name", bad)

    gone = delete_app.sync(NAME, client=client, wait=DeleteAppWait.READY, timeout="60s")
    expect(isinstance(gone, App), gone)
    missing = get_app.sync(NAME, client=client)
    expect(isinstance(missing, Problem) and missing.status == 404, missing)


main(sys.argv[1], sys.argv[2])
