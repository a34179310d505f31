# shellcheck shell=bash
# A step whose number another process has got since it ended: what `together` says of it. Needs ROOT, and to be root.

# In a room of numbers of its own, where the next one can be chosen.
check_asides() {
  unshare --pid --fork --mount-proc test -w /proc/sys/kernel/ns_last_pid 2>/dev/null \
    || { say "No room of numbers can be had here: what is told of steps side by side is not checked."; return; }
  local said
  # shellcheck disable=SC2016
  said=$(unshare --pid --fork --mount-proc bash -euo pipefail -c '
    ROOT=$(mktemp -d)
    . "$1/bin/lib/say.sh"
    . "$1/dev/lib/aside.sh"
    number_again() {
      while kill -0 "${ASIDE_IDS[$1]}" 2>/dev/null; do sleep 0.1; done
      printf "%s" "$((ASIDE_IDS[$1] - 1))" >/proc/sys/kernel/ns_last_pid
      sleep 1 &
      (($! == ASIDE_IDS[$1])) || fail "number ${ASIDE_IDS[$1]} was not given again"
    }
    aside good true
    number_again good
    aside bad bash -c "exit 3"
    number_again bad
    (together) || true
    rm -rf "$ROOT"
  ' check_asides "$ROOT" 2>&1) || fail "steps side by side cannot be checked: $said"
  [[ $said == *"good ended with status 0"*"bad ended with status 3"*"failed: bad (each"* ]] || fail "steps side by side are not told by their own status: $said"
}
