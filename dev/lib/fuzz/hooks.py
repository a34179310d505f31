"""Keeps requests of a fuzz run from waiting: streams end, waits are short, the token that is used stays."""

import schemathesis

ENDLESS = {"watch", "follow"}


@schemathesis.hook
def before_call(context, case, kwargs):
    query = case.query
    if not isinstance(query, dict):
        return
    for name in ENDLESS & set(query):
        if query[name] in (True, "true"):
            query[name] = "false"
    if query.get("wait") == "ready":
        query["timeout"] = "1s"


@schemathesis.hook
def filter_case(context, case):
    """Whoever deletes or changes the token he comes with sees nothing but 401 from then on."""
    path = case.path_parameters or {}
    return not (case.operation.path == "/v1/tokens/{name}" and path.get("name") == "admin")
