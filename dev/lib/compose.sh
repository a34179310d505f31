# shellcheck shell=bash
# Docker Compose to compare with: the one on this machine, or the newest that the system's distributor has.

# Sets COMPOSE to a program, or to nothing where none can be had.
find_compose() {
  COMPOSE=$(command -v docker-compose || true)
  local -r kept=$ROOT/target/compose/usr/bin/docker-compose plugin=/usr/libexec/docker/cli-plugins/docker-compose
  local -r unpacked=$ROOT/target/compose$plugin
  local place
  for place in "$unpacked" "$kept" "$plugin" /usr/lib/docker/cli-plugins/docker-compose; do
    if [[ -x $place ]]; then
      COMPOSE=$place
      return
    fi
  done
  [[ -z $COMPOSE ]] || return 0
  fetch_newest docker-compose "$ROOT/target/compose" || say "Docker Compose cannot be had: compared with the raw Engine API only"
  [[ ! -x $unpacked ]] || COMPOSE=$unpacked
}
