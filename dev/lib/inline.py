"""Prints a manifest of examples/friendlyhello with its files inline: a Berth in a container sees no folder of the machine.

Usage: inline.py FOLDER NAME PORTS WHOM
"""

import json
import pathlib
import sys

folder, name, ports, whom = sys.argv[1:]
files = {file: (pathlib.Path(folder) / file).read_text() for file in ("Dockerfile", "app.py", "requirements.txt")}
print(
    json.dumps(
        {
            "name": name,
            "build": {"files": files},
            "ports": [ports],
            "environment": {"NAME": whom},
            "links": ["redis"],
        }
    )
)
