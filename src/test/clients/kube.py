"""The official Python client of Kubernetes creates, watches, resumes and deletes. kube.py ADDRESS TOKEN."""

import sys

from kubernetes import client, watch

NAME = "client-kube"
APPS = ("berth.dev", "v1", "apps")


def expect(good, said):
    if not good:
        raise SystemExit(f"not as expected: {said}")


def first(api, version, kind, note):
    """The version of the first event after another that is such a one."""
    stream = watch.Watch()
    for event in stream.stream(
        api.list_cluster_custom_object, *APPS, resource_version=version, timeout_seconds=30
    ):
        metadata = event["object"]["metadata"]
        if (event["type"], metadata["name"]) == (kind, NAME) and metadata.get("annotations", {}).get("note") == note:
            stream.stop()
            return metadata["resourceVersion"]
    raise SystemExit(f"the watch ended without {kind} of {note}")


def annotate(api, note):
    api.patch_cluster_custom_object(*APPS, NAME, {"metadata": {"annotations": {"note": note}}})


def main(address, token):
    settings = client.Configuration(host=address)
    settings.api_key = {"authorization": f"Bearer {token}"}
    api = client.CustomObjectsApi(client.ApiClient(settings))
    before = api.list_cluster_custom_object(*APPS)["metadata"]["resourceVersion"]
    app = {
        "apiVersion": "berth.dev/v1",
        "kind": "App",
        "metadata": {"name": NAME, "annotations": {"note": "one"}},
        "spec": {"image": "alpine:3", "state": "Stopped"},
    }
    api.create_cluster_custom_object(*APPS, app)
    seen = first(api, before, "ADDED", "one")
    annotate(api, "two")
    seen = first(api, seen, "MODIFIED", "two")
    annotate(api, "three")
    first(api, seen, "MODIFIED", "three")
    api.delete_cluster_custom_object(*APPS, NAME)


main(sys.argv[1], sys.argv[2])
