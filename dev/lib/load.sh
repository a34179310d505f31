# shellcheck shell=bash
# What the makers' scripts share, over what the users' share: the one list of parts, as in bin/lib/load.sh. Needs ROOT.
# shellcheck source=bin/lib/load.sh
. "$ROOT/bin/lib/load.sh"
for tool in newest images compose buildx kubectl spectral clients fuzz world cluster aside aside_check lanes leftovers browser pebble postgresql slowest; do
  # shellcheck disable=SC1090
  . "$ROOT/dev/lib/$tool.sh"
done
unset tool
