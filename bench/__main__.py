"""Entry: measure or chaos."""

import argparse
import sys

import chaos
import measure


def main():
    parser = argparse.ArgumentParser(prog="bench")
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure")
    measuring.add_argument("--rounds", type=int, default=5)
    measuring.add_argument("--many", type=int, default=100)
    killing = commands.add_parser("chaos")
    killing.add_argument("--kills", type=int, default=200)
    killing.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.command == "measure":
        measure.run(options.rounds, options.many)
    else:
        sys.exit(chaos.run(options.kills, options.seed))


main()
