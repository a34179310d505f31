# shellcheck shell=bash
# A server of ACME for the tests, and the server of DNS that it asks. Needs ROOT.

readonly PEBBLE=v2.10.3

# Into target/pebble; where it cannot be had that is said, and its tests are skipped.
find_pebble() {
  local -r folder=$ROOT/target/pebble
  [[ ! -f $folder/complete ]] || return 0
  if ! have go; then
    say "go is not here: certificates by ACME are not tried"
    return
  fi
  mkdir -p "$folder"
  GOBIN=$folder watched "Building pebble $PEBBLE" go install "github.com/letsencrypt/pebble/v2/cmd/pebble@$PEBBLE" \
    "github.com/letsencrypt/pebble/v2/cmd/pebble-challtestsrv@$PEBBLE" \
    || { say "pebble cannot be had: certificates by ACME are not tried" && return; }
  touch "$folder/complete"
}
