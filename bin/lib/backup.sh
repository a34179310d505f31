# shellcheck shell=bash
# Asking the running server for its state, or for a new key. Needs BERTH_HOME, BERTH_HOST and BERTH_PORT.

# call PATH OUT [curl option…]: a POST with the admin's token, over TLS where the server has it.
call() {
  local path=$1 out=$2 url trust=()
  shift 2
  url=$(server_url)
  if ! curl -sf -m 5 -o /dev/null "$url/health/live"; then
    url=https:${url#http:}
    [[ ! -r $BERTH_HOME/tls/berth.pem ]] || trust=(--cacert "$BERTH_HOME/tls/berth.pem")
  fi
  curl -sS -X POST "${trust[@]}" -H @<(printf 'Authorization: Bearer %s\n' "$(<"$BERTH_HOME/admin-token")") \
    -o "$out" -w '%{http_code}' "$@" "$url$path"
}

# Sets PASSPHRASE and FILE from the arguments.
backup_arguments() {
  PASSPHRASE=${BERTH_BACKUP_PASSPHRASE:-}
  FILE=""
  while (($# > 0)); do
    case $1 in
      --passphrase-file)
        [[ $# -ge 2 && -r $2 ]] || fail "backup: --passphrase-file needs a file that can be read"
        IFS= read -r PASSPHRASE <"$2" || true
        shift
        ;;
      -?*) fail "backup: unknown option '$1': see bin/berth backup --help" ;;
      *)
        [[ -z $FILE ]] || fail "backup needs one FILE"
        FILE=$1
        ;;
    esac
    shift
  done
  ((${#PASSPHRASE} >= 12)) || fail "backup: no passphrase of 12 characters or more: name a file that holds one with --passphrase-file, or set BERTH_BACKUP_PASSPHRASE"
  [[ -n $FILE ]] || fail "backup needs one FILE (- is standard output); see bin/berth backup --help"
}

# The server that runs is asked; without one Java reads the files.
backup() {
  backup_arguments "$@"
  if [[ -z $(server_pid) ]]; then
    BERTH_BACKUP_PASSPHRASE=$PASSPHRASE offline backup "$FILE"
  fi
  local folder draft code
  folder=$(dirname -- "$FILE")
  draft=$(umask 077 && mktemp "${TMPDIR:-/tmp}/berth-XXXXXX") 2>/dev/null || fail "backup: cannot make a file in ${TMPDIR:-/tmp}"
  if [[ $FILE != - ]]; then
    rm -f "$draft"
    draft=$(umask 077 && mktemp "$folder/.berth-XXXXXX" 2>/dev/null) || fail "backup: cannot write to $folder"
  fi
  # shellcheck disable=SC2064 # the file of now
  trap "rm -f '$draft'" EXIT
  code=$(call /v1/system/backup "$draft" -H 'Content-Type: text/plain' --data-binary @<(printf '%s' "$PASSPHRASE")) \
    || fail "backup: the server did not answer to the end: see $BERTH_HOME/berth.log"
  [[ $code == 200 ]] || fail "backup: $(detail "$draft")"
  if [[ $FILE == - ]]; then
    cat "$draft"
  else
    mv -f -- "$draft" "$FILE"
    say "Backed up to $FILE ($(stat -c %s -- "$FILE") bytes)"
  fi
}

rotate_key() {
  local answer code
  [[ -n $(server_pid) ]] || fail "rotate-key: no server runs in $BERTH_HOME: start it first"
  answer=$(mktemp)
  # shellcheck disable=SC2064 # the file of now
  trap "rm -f '$answer'" EXIT
  code=$(call /v1/system/rotate-key "$answer") || fail "rotate-key: the server did not answer: see $BERTH_HOME/berth.log"
  [[ $code == 200 ]] || fail "rotate-key: $(detail "$answer")"
  say "A new key seals from now on; $(tr -dc 0-9 <"$answer") things were sealed with it anew."
}

# What a problem says.
detail() {
  sed -n 's/.*"detail":"\(\([^"\\]\|\\.\)*\)".*/\1/p' "$1" | head -n 1
}
