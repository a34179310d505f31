# shellcheck shell=bash
# bin/berth doctor: one line for each question, with the command that mends it.

readonly LEAST_ROOM_KB=$((2 * 1024 * 1024))
readonly OLDEST_ENGINE=20.10
SICK=0

good() {
  printf 'ok       %s\n' "$*"
}

sick() {
  SICK=1
  printf 'PROBLEM  %s\n         mend it: %s\n' "$1" "$2"
}

doctor() {
  doctor_java
  doctor_engine
  doctor_port
  return "$SICK"
}

doctor_java() {
  if find_jdk; then
    good "JDK $(jdk_version "$JDK_HOME") in $JDK_HOME"
  else
    sick "no JDK $OLDEST_JAVA or newer" "sudo apt-get install openjdk-21-jdk-headless, or set JAVA_HOME"
  fi
}

doctor_engine() {
  if ! have docker; then
    sick "Docker is not installed" "sudo apt-get install docker.io"
    return
  fi
  good "Docker is installed ($(docker --version | cut -d, -f1))"
  doctor_boot
  if [[ -S /run/docker.sock && ! -w /run/docker.sock ]]; then
    sick "$(id -un) may not talk to the engine" "sudo usermod -aG docker $(id -un), then log in again"
  elif ! engine_answers; then
    sick "no engine answers at $(engine_address)" "$(engine_advice)"
  else
    good "an engine answers at $(engine_address)"
    doctor_version
    doctor_room
  fi
}

doctor_boot() {
  if ! systemd_runs; then
    good "no systemd here: whoever starts this machine starts the engine"
  elif systemctl is-enabled --quiet docker 2>/dev/null; then
    good "the engine starts at boot"
  else
    sick "the engine does not start at boot" "sudo systemctl enable docker"
  fi
}

doctor_version() {
  local version
  version=$(engine_version)
  if newer "$OLDEST_ENGINE" "$version"; then
    sick "the engine is of version $version, older than $OLDEST_ENGINE" "sudo apt-get install docker.io"
  else
    good "the engine is of version $version"
  fi
}

doctor_room() {
  local folder room
  folder=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null)
  if [[ ! -d $folder ]]; then
    good "the engine's disk is on another machine: not looked at"
    return
  fi
  room=$(df -Pk "$folder" | awk 'NR == 2 {print $4}')
  if ((room < LEAST_ROOM_KB)); then
    sick "only $((room / 1024)) MiB are left in $folder" "docker system prune"
  else
    good "$((room / 1024 / 1024)) GiB are left in $folder"
  fi
}

doctor_port() {
  if [[ -n $(server_pid) ]]; then
    good "Berth runs on port $BERTH_PORT"
  elif port_taken "$BERTH_PORT"; then
    sick "port $BERTH_PORT is taken by another program" "BERTH_PORT=8081 bin/berth serve"
  else
    good "port $BERTH_PORT is free"
  fi
}
