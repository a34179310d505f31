# shellcheck shell=bash
# The client of BuildKit for the tests: the one on this machine, or the newest that the system's distributor has.

# Leaves one at target/buildx/docker-buildx, or none where none can be had: tests that need it are skipped then.
find_buildx() {
  local -r work=$ROOT/target/buildx plugin=/usr/libexec/docker/cli-plugins/docker-buildx
  local place
  [[ ! -x $work/docker-buildx ]] || return 0
  mkdir -p "$work"
  for place in "$HOME/.docker/cli-plugins/docker-buildx" /usr/local/lib/docker/cli-plugins/docker-buildx \
    /usr/lib/docker/cli-plugins/docker-buildx "$plugin"; do
    if [[ -x $place ]]; then
      ln -s "$place" "$work/docker-buildx"
      return
    fi
  done
  if fetch_newest docker-buildx "$work" && [[ -x $work$plugin ]]; then
    ln -s "$work$plugin" "$work/docker-buildx"
  else
    say "docker-buildx cannot be had: tests of builds with BuildKit are skipped"
  fi
}
