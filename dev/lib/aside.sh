# shellcheck shell=bash
# Steps that do not need one another, side by side. Needs ROOT.

ASIDE=()
declare -A ASIDE_IDS=()

aside_log() {
  printf '%s\n' "$ROOT/target/aside/$1.log"
}

# aside NAME COMMAND…: begins a step in a group of processes of its own; what it says waits for `together`.
aside() {
  local log
  log=$(aside_log "$1")
  mkdir -p "$(dirname "$log")"
  say "$1: begun, beside others (the log: ${log#"$ROOT"/})"
  trap end_asides EXIT
  set -m
  "${@:2}" >"$log" 2>&1 </dev/null &
  ASIDE_IDS[$1]=$!
  set +m
  ASIDE+=("$1")
}

# together: waits for all that were begun and tells what each has said; fails if one of them has failed.
together() {
  local name status failed=""
  for name in "${ASIDE[@]}"; do
    status=0
    wait "${ASIDE_IDS[$name]}" || status=$?
    unset "ASIDE_IDS[$name]"
    say "--- $name ended with status $status and had said:"
    cat "$(aside_log "$name")" >&2
    ((status == 0)) || failed+=" $name"
  done
  ASIDE=()
  [[ -z $failed ]] || fail "failed:$failed (each step's log is above and in target/aside)"
}

# What still runs when the script ends, as after a failure of another step, ends with it.
end_asides() {
  local id
  for id in "${ASIDE_IDS[@]}"; do
    kill -TERM -- "-$id" 2>/dev/null || true
    wait "$id" 2>/dev/null || true
  done
}
