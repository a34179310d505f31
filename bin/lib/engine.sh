# shellcheck shell=bash
# A Docker Engine that answers: found as every Docker tool finds it (DOCKER_HOST, contexts, TLS variables),
# else installed and started where that is ours to do.

# The version of the engine that answers, or nothing; a hung engine counts as none.
engine_version() {
  timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null || true
}

engine_answers() {
  have docker && [[ -n $(engine_version) ]]
}

# Where the docker command looks for its engine.
engine_address() {
  if [[ -n ${DOCKER_HOST:-} ]]; then
    printf '%s\n' "$DOCKER_HOST"
  else
    docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || printf 'unix:///var/run/docker.sock\n'
  fi
}

engine_is_local() {
  case $(engine_address) in
    unix:///var/run/docker.sock | unix:///run/docker.sock) true ;;
    *) false ;;
  esac
}

systemd_runs() {
  [[ -d /run/systemd/system ]]
}

engine_advice() {
  if ! have docker; then
    printf 'install Docker Engine (on Debian or Ubuntu: sudo apt-get install docker.io)\n'
  elif [[ -S /run/docker.sock && ! -w /run/docker.sock ]]; then
    printf 'join its group (sudo usermod -aG docker %s, then log in again)\n' "$(id -un)"
  elif systemd_runs; then
    printf 'start it (sudo systemctl enable --now docker)\n'
  else
    printf 'start it (sudo service docker start)\n'
  fi
}

ensure_engine() {
  ! engine_answers || return 0
  if ! have docker; then
    install_engine
  fi
  engine_is_local || fail "no Docker Engine answers at $(engine_address): start it, or unset DOCKER_HOST (docker context use default)"
  ((EUID == 0)) || fail "no Docker Engine answers at $(engine_address): $(engine_advice), then run this again"
  engine_answers || start_engine
}

# The package is docker.io everywhere; the command is a package of its own in newer releases.
install_engine() {
  local packages=(docker.io ca-certificates)
  can_install || fail "Docker is missing: $(engine_advice), then run this again"
  say "No Docker here: installing Docker Engine (package docker.io)."
  refresh_packages
  [[ -z $(offered_package docker-cli) ]] || packages+=(docker-cli)
  systemd_runs || [[ -z $(offered_package cgroupfs-mount) ]] || packages+=(cgroupfs-mount)
  install_packages "${packages[@]}" || fail "could not install docker.io: see above, install Docker Engine by hand, then run this again"
}

# Without a service manager, or where its script may not do what it wants (limits inside a container).
launch_engine() {
  setsid dockerd >>/var/log/dockerd.log 2>&1 </dev/null &
}

start_engine() {
  have dockerd || install_engine
  say "No Docker Engine answers: starting it."
  if systemd_runs; then
    systemctl enable --now docker >&2 || true
  else
    service docker start >&2 </dev/null || launch_engine
  fi
  if await 30 "waiting for the Docker Engine" engine_answers; then
    return
  fi
  if ! pgrep -x dockerd >/dev/null; then
    launch_engine
    await 30 "waiting for dockerd" engine_answers && return
  fi
  fail "the Docker Engine does not answer: see /var/log/docker.log, /var/log/dockerd.log or journalctl -u docker, mend it, then run this again"
}
