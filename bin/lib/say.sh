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

# noting FILE COMMAND…: runs it and then writes its status to FILE. To be started with `&`: of a child whose number another one
# has got since, `wait` tells a wrong status or none, and a shell that asks every 0.1 s has used up all numbers in an hour.
noting() {
  local status
  set +e
  (
    set -e
    "${@:2}"
  )
  status=$?
  printf '%s\n' "$status" >"$1.part"
  mv "$1.part" "$1"
}

# has_ended FILE PID: whether what `noting FILE` runs as PID has ended.
has_ended() {
  [[ -e $1 ]] || ! kill -0 "$2" 2>/dev/null
}

# noted FILE: the status that stands there once that has ended; 143 where it was killed before it could write one.
noted() {
  if [[ -e $1 ]]; then cat "$1"; else printf '143\n'; fi
}

# watched WHAT COMMAND…: runs a long command, its output kept aside; shows the time it takes every five
# seconds and, if it fails, the end of its output. Answers with the command's status.
watched() {
  local what=$1 log pid status began=$SECONDS told=$SECONDS
  shift
  log=$(mktemp)
  say "$what"
  noting "$log.status" "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  until has_ended "$log.status" "$pid"; do
    sleep 0.1
    if ((SECONDS - told >= 5)); then
      told=$SECONDS
      say "  … $((SECONDS - began)) s: $what"
    fi
  done
  status=$(noted "$log.status")
  if ((status != 0)); then
    tail -n 25 "$log" | sed 's/^/    /' >&2
  fi
  rm -f "$log" "$log.status"
  return "$status"
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
