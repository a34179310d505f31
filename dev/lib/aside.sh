# shellcheck shell=bash
# Steps that do not need one another, side by side. Needs ROOT.

ASIDE=()
declare -A ASIDE_IDS=() ASIDE_BEGAN=()

aside_log() {
  printf '%s\n' "$ROOT/target/aside/$1.log"
}

aside_status() {
  printf '%s\n' "$ROOT/target/aside/$1.status"
}

# aside NAME COMMAND…: begins a step in a group of processes of its own; what it says waits for `together`.
aside() {
  local log
  log=$(aside_log "$1")
  mkdir -p "$(dirname "$log")"
  rm -f "$(aside_status "$1")"
  say "$1: begun, beside others (the log: ${log#"$ROOT"/})"
  trap end_asides EXIT
  set -m
  noting "$(aside_status "$1")" "${@:2}" >"$log" 2>&1 </dev/null &
  ASIDE_IDS[$1]=$!
  ASIDE_BEGAN[$1]=$(date +%s)
  set +m
  ASIDE+=("$1")
}

# together: waits for all that were begun and tells what each has said; fails if one of them has failed.
together() {
  local name log status failed=""
  for name in "${ASIDE[@]}"; do
    log=$(aside_log "$name")
    tell_until_ended "$name" "$log"
    status=$(noted "$(aside_status "$name")")
    unset "ASIDE_IDS[$name]"
    say "--- $name ended with status $status after $(($(stat -c %Y "$log") - ASIDE_BEGAN[$name])) s and had said:"
    cat "$log" >&2
    ((status == 0)) || failed+=" $name"
  done
  ASIDE=()
  [[ -z $failed ]] || fail "failed:$failed (each step's log is above and in target/aside)"
}

# The last line of a step's log each minute: minutes of silence look like a hang.
tell_until_ended() {
  local told=$SECONDS
  until has_ended "$(aside_status "$1")" "${ASIDE_IDS[$1]}"; do
    sleep 0.2
    if ((SECONDS - told >= 60)); then
      told=$SECONDS
      say "  … $1: $(tail -n 1 "$2" | cut -c 1-160)"
    fi
  done
}

# What still runs when the script ends, as after a failure of another step, ends with it.
end_asides() {
  local id
  for id in "${ASIDE_IDS[@]}"; do
    kill -TERM -- "-$id" 2>/dev/null || true
    wait "$id" 2>/dev/null || true
  done
}
