# shellcheck shell=bash
# What the script of a page calls (dev/lib/pages.py writes it). Needs ROOT, SERVERS (a file for ids of what runs on) and
# PAGES (pages.py). Stands in a fresh folder that looks like the repository, with a fresh HOME.

SAID=$(mktemp)
LATEST=""
# Where the log goes, whatever a block redirects.
exec 3>&1

# As in a terminal: at once. An answer of 400 or more is the end, as nobody would miss it.
curl() {
  command curl -sSN --fail-with-body "$@"
}

# begin WHERE COMMANDS: a block.
begin() {
  LATEST=$1
  printf '\n%s\n' "$1"
  printf '%s\n' "$2" | sed 's/^/  $ /'
}

# ended [WANTED]: the end of a block, and what the page says that it prints.
ended() {
  sed 's/^/    /' "$SAID"
  if (($# > 0)) && ! python3 "$PAGES" match "$1" "$SAID"; then
    printf '%s: the page shows something else:\n%s\n' "$LATEST" "$1"
    exit 1
  fi
  : >"$SAID"
}

told() {
  (($1 == 0)) || {
    sed 's/^/    /' "$SAID"
    printf '%s: this block ended with status %s\n' "$LATEST" "$1"
  } >&3
}
trap 'told $?' EXIT

# save FILE TEXT
save() {
  mkdir -p "$(dirname -- "$1")"
  printf '%s' "$2" >"$1"
}

# holds SECONDS COMMAND…: waits until the command succeeds.
holds() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < limit)) || {
      printf 'waited for: %s\n' "$*"
      return 1
    }
    sleep 0.1
  done
}

# What goes on until somebody ends it, as somebody does who has seen the first lines.
until_said() {
  local said pid
  said=$(mktemp)
  set -m
  eval "$1" >"$said" 2>&1 &
  pid=$!
  set +m
  holds 30 test -s "$said" || return 1
  kill -INT -- "-$pid" 2>/dev/null || true
  wait "$pid" || true
  cat "$said"
}

# A server, in a terminal of its own until the end of the page.
in_terminal() {
  set -m
  eval "$1" >"$HOME/terminal.log" 2>&1 </dev/null &
  printf '%s\n' $! >>"$SERVERS"
  set +m
  holds 90 answers "$!"
}

# Whether Berth answers; it has ended: no need to wait on.
answers() {
  kill -0 "$1" || exit 1
  command curl -sf -m 5 -o /dev/null http://localhost:8080/health/ready
}

# For a page whose reader has a Berth that runs, and the two words of docs/guide/first-app.md.
start_berth() {
  in_terminal bin/berth
}

ask() {
  curl -H "Authorization: Bearer $(cat ~/.berth/admin-token)" "$@"
}

send() {
  ask -H 'Content-Type: application/yaml' "$@"
}
