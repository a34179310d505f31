# shellcheck shell=bash
# The one list of the parts that the users' scripts share; every script reads it (or dev/lib/load.sh, which has more) and
# no part by itself, so that none can lack what another part calls. Needs ROOT.
for part in say apt engine java build run server backup doctor; do
  # shellcheck disable=SC1090
  . "$ROOT/bin/lib/$part.sh"
done
unset part
