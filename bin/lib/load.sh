# shellcheck shell=bash
# Everything that bin/berth, bin/demo and bin/test share. Needs ROOT.
for part in say apt newest engine java build run server; do
  # shellcheck disable=SC1090
  . "$ROOT/bin/lib/$part.sh"
done
unset part
