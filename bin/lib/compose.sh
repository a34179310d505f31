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
  fetch_compose || say "Docker Compose cannot be had: compared with the raw Engine API only"
  [[ ! -x $unpacked ]] || COMPOSE=$unpacked
}

# The package is unpacked and not installed: the system stays as it is.
fetch_compose() {
  local -r work=$ROOT/target/compose
  local mirror
  have apt-get && have dpkg || return 1
  # shellcheck disable=SC2016 # apt's own words
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $(system_codename)" | head -n 1)
  mkdir -p "$work/lists/partial" "$work/cache"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$mirror" >"$work/sources.list"
  local -r options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  watched "Fetching Docker Compose" apt-get "${options[@]}" -qq update || return 1
  (cd "$work" && apt-get "${options[@]}" -qq download docker-compose >/dev/null 2>&1 && dpkg -x docker-compose_*.deb .)
}
