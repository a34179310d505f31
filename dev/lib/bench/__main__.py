"""Entry: measure, scale, chaos, rolling, model or load."""

import argparse
import sys

import chaos
import load
import measure
import model
import rolling
import scale


def main():
    parser = argparse.ArgumentParser(prog="bench")
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure")
    measuring.add_argument("--rounds", type=int, default=5)
    measuring.add_argument("--many", type=int, default=100)
    scaling = commands.add_parser("scale")
    scaling.add_argument("--apps", type=int, default=10_000)
    scaling.add_argument("--engines", type=int, default=4)
    scaling.add_argument("--watchers", type=int, default=50)
    scaling.add_argument("--rest", type=int, default=65)
    scaling.add_argument("--heap", default="1g")
    killing = commands.add_parser("chaos")
    killing.add_argument("--kills", type=int, default=200)
    killing.add_argument("--seed", type=int, default=1)
    updating = commands.add_parser("rolling")
    updating.add_argument("--kills", type=int, default=20)
    updating.add_argument("--seed", type=int, default=1)
    modelled = commands.add_parser("model")
    modelled.add_argument("--operations", type=int, default=60)
    modelled.add_argument("--kills", type=int, default=5)
    modelled.add_argument("--minutes", type=float, default=float("inf"))
    modelled.add_argument("--seed", type=int, default=1)
    modelled.add_argument("--image", required=True)
    loading = commands.add_parser("load")
    loading.add_argument("--apps", type=int, default=30)
    loading.add_argument("--followers", type=int, default=1000)
    loading.add_argument("--minutes", type=float, default=15)
    options = parser.parse_args()
    if options.command == "measure":
        measure.run(options.rounds, options.many)
    elif options.command == "scale":
        scale.run(options.apps, options.engines, options.watchers, options.heap, options.rest)
    elif options.command == "load":
        load.run(options.apps, options.followers, options.minutes)
    elif options.command == "rolling":
        sys.exit(rolling.run(options.kills, options.seed))
    elif options.command == "model":
        sys.exit(model.run(options.operations, options.kills, options.minutes, options.seed, options.image))
    else:
        sys.exit(chaos.run(options.kills, options.seed))


main()
