# shellcheck shell=bash
# What every script says and how it ends. Progress goes to standard error: standard output holds answers only.

say() {
  printf '%s\n' "$*" >&2
}

# fail REASON: one line on standard error that says what to do next, and exit status 1.
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# watched WHAT COMMAND…: runs a long command, its output kept aside; shows the time it takes every five
# seconds and, if it fails, the end of its output. Answers with the command's status.
watched() {
  local what=$1 log pid status=0
  shift
  log=$(mktemp)
  say "$what"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  tick_until_gone "$pid" "$what"
  wait "$pid" || status=$?
  if ((status != 0)); then
    tail -n 25 "$log" | sed 's/^/    /' >&2
  fi
  rm -f "$log"
  return "$status"
}

tick_until_gone() {
  local pid=$1 what=$2 began=$SECONDS told=$SECONDS
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    if ((SECONDS - told >= 5)); then
      told=$SECONDS
      say "  … $((SECONDS - began)) s: $what"
    fi
  done
}

# await SECONDS WHAT COMMAND…: waits until the command succeeds, at most that long; status 1 when time is up.
await() {
  local limit=$1 what=$2 began=$SECONDS told=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS - began < limit)) || return 1
    if ((SECONDS - told >= 3)); then
      told=$SECONDS
      say "  … $((SECONDS - began)) s: $what"
    fi
    sleep 0.1
  done
}
