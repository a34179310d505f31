# shellcheck shell=bash
# The one list of the parts that the scripts share; every script reads it and no part by itself, so that none can lack
# what another part calls. Needs ROOT.
for part in say apt newest engine images java build run server backup doctor compose buildx kubectl spectral clients fuzz world cluster; do
  # shellcheck disable=SC1090
  . "$ROOT/bin/lib/$part.sh"
done
unset part
