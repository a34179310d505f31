# shellcheck shell=bash
# The server as a background process, and talking to it. Needs ROOT, JDK_HOME, BERTH_HOME, BERTH_HOST and BERTH_PORT.

server_url() {
  local host=$BERTH_HOST
  case $host in
    0.0.0.0 | ::) host=localhost ;;
  esac
  printf 'http://%s:%s\n' "$host" "$BERTH_PORT"
}

# The id of the server that belongs to this BERTH_HOME, or nothing. A number in a file proves nothing: the
# process must be ours.
server_pid() {
  local pid=""
  if [[ -r $BERTH_HOME/berth.pid ]]; then
    read -r pid <"$BERTH_HOME/berth.pid" || true
  fi
  if [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q 'quarkus-run\.jar serve'; then
    printf '%s\n' "$pid"
  fi
}

# Whether it answers; without an engine it is not ready, and takes what is wanted all the same.
server_ready() {
  curl -sf -m 5 -o /dev/null "$(server_url)/health/live"
}

start_server() {
  local running
  running=$(server_pid)
  if [[ -n $running ]]; then
    await 60 "waiting for Berth" ready_or_gone "$running" || fail "Berth runs and does not answer: see $BERTH_HOME/berth.log"
    ! server_ready || return 0
  fi
  ! port_taken "$BERTH_PORT" || fail "port $BERTH_PORT is taken by another program: set BERTH_PORT to a free one"
  make_home
  say "Starting Berth on $(server_url)"
  java_options
  setsid "$JDK_HOME/bin/java" "${JAVA_ARGUMENTS[@]}" -jar "$APP_JAR" serve >>"$BERTH_HOME/berth.log" 2>&1 </dev/null &
  local pid=$!
  printf '%s\n' "$pid" >"$BERTH_HOME/berth.pid"
  await 60 "waiting for Berth" ready_or_gone "$pid" || true
  server_ready || fail "Berth did not start: see $BERTH_HOME/berth.log"
}

ready_or_gone() {
  server_ready || process_gone "$1"
}

stop_server() {
  local pid
  pid=$(server_pid)
  [[ -n $pid ]] || return 0
  kill -TERM "$pid"
  end_within 30 "$pid" || say "Berth had to be killed."
  rm -f "$BERTH_HOME/berth.pid"
}

# ask METHOD PATH [curl option…]: sets CODE and BODY.
ask() {
  local method=$1 path=$2 answer
  shift 2
  answer=$(curl -sS -m 1800 -X "$method" -H @<(printf 'Authorization: Bearer %s\n' "$(<"$BERTH_HOME/admin-token")") \
    -w '\n%{http_code}' "$@" "$(server_url)$path") || fail "Berth does not answer at $(server_url): see $BERTH_HOME/berth.log"
  # shellcheck disable=SC2034 # read by callers
  CODE=${answer##*$'\n'}
  # shellcheck disable=SC2034 # read by callers
  BODY=${answer%$'\n'*}
}

# field NAME: the first text of that name in BODY.
field() {
  grep -o "\"$1\":\"\([^\"\\\\]\|\\\\.\)*\"" <<<"$BODY" | head -n 1 | sed 's/^[^:]*:"//; s/"$//; s/\\n/\n/g; s/\\"/"/g'
}
