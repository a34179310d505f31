# shellcheck shell=bash
# Spectral over the OpenAPI document that the tests have left in target. Needs ROOT.

readonly SPECTRAL=6.16.3

lint_openapi() {
  local -r folder=$ROOT/target/spectral document=$ROOT/target/openapi.json
  if [[ ! -f $document ]]; then
    say "The OpenAPI document was not made by this run: it is not linted"
    return
  fi
  if ! have npm || ! have node; then
    say "npm and node are not here: the OpenAPI document is not linted"
    return
  fi
  if [[ ! -x $folder/node_modules/.bin/spectral ]]; then
    mkdir -p "$folder"
    (cd "$folder" && watched "Installing Spectral $SPECTRAL" \
      npm install --no-audit --no-fund --no-save --silent "@stoplight/spectral-cli@$SPECTRAL") \
      || { say "Spectral cannot be had: the OpenAPI document is not linted" && return; }
  fi
  say "Linting the OpenAPI document"
  "$folder/node_modules/.bin/spectral" lint "$document" --ruleset "$ROOT/dev/lib/spectral.yaml" --fail-severity warn >&2 \
    || fail "Spectral found fault with the OpenAPI document: see above"
}
