# shellcheck shell=bash
# bin/berth doctor: one line for each question, with the command that mends it.

readonly LEAST_ROOM_KB=$((2 * 1024 * 1024))
readonly OLDEST_ENGINE=20.10
# More than asking takes, and clocks that are kept right differ by.
readonly MOST_SKEW_MS=2000
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
  doctor_database
  doctor_server
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

# Where it is a PostgreSQL: whether Berth can work with it.
doctor_database() {
  [[ -n ${BERTH_DATABASE_URL:-} ]] \
    || grep -qs '^[[:space:]]*berth\.database\.url' "$ROOT/application.properties" "$BERTH_HOME/application.properties" \
    || return 0
  if [[ -z ${JDK_HOME:-} || ! -f $APP_JAR ]]; then
    good "the database is a PostgreSQL: looked at once Berth is built"
    return
  fi
  local kind what mend
  while IFS=$'\t' read -r kind what mend; do
    case $kind in
      ok) good "$what" ;;
      problem) sick "$what" "$mend" ;;
    esac
  done < <(CONFIG_ORDINAL=410 "$JDK_HOME/bin/java" -XX:TieredStopAtLevel=1 "-Dsmallrye.config.locations=$(config_locations)" -jar "$APP_JAR" database-report)
}

# What the running server itself has to tell: its notices, and by how much the engine's clock differs from its own.
doctor_server() {
  [[ -n $(server_pid) && -r $BERTH_HOME/admin-token ]] || return 0
  if ! server_ready || ! ask GET /v1/system 2>/dev/null || [[ $CODE != 200 ]]; then
    sick "Berth does not answer at $(server_url)" "see $BERTH_HOME/berth.log"
    return
  fi
  doctor_clock
  local notice
  while IFS= read -r notice; do
    [[ -z $notice ]] || sick "${notice%%: *}" "${notice#*: }"
  done < <(grep -o '"notices":\[[^]]*\]' <<<"$BODY" | grep -o '"message":"\([^"\\]\|\\.\)*"' | sed 's/^"message":"//; s/"$//')
}

doctor_clock() {
  local ahead
  ahead=$(sed -n 's/.*"clockAheadMillis":\(-\{0,1\}[0-9]*\).*/\1/p' <<<"$BODY")
  [[ -n $ahead ]] || return 0
  if ((ahead > MOST_SKEW_MS || ahead < -MOST_SKEW_MS)); then
    sick "the engine's clock is $((ahead / 1000)) s ahead of Berth's (nothing hangs on it, but times told differ)" \
      "sudo timedatectl set-ntp true, on both machines"
  else
    good "the engine's clock agrees with Berth's"
  fi
}
