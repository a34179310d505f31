# shellcheck shell=bash
# A browser and what drives it, for the tests of the page. Needs ROOT.

# As playwright.version in pom.xml.
readonly PLAYWRIGHT=1.62.0
# A certified OpenID Connect issuer for tests of sign-in.
readonly OIDC_PROVIDER=9.13.3

# Into target/browser; what cannot be had is said, and its tests are skipped.
find_browser() {
  local -r folder=$ROOT/target/browser
  [[ ! -f $folder/complete ]] || return 0
  if ! have npm || ! have node; then
    say "npm and node are not here: the page is not tried in a browser"
    return
  fi
  need chromium chromium
  mkdir -p "$folder"
  (cd "$folder" && watched "Fetching Playwright $PLAYWRIGHT" npm pack --silent "playwright-core@$PLAYWRIGHT") \
    || { say "Playwright cannot be had: the page is not tried in a browser" && return; }
  tar -xzf "$folder/playwright-core-$PLAYWRIGHT.tgz" -C "$folder"
  ln -sf "$(command -v node)" "$folder/node"
  touch "$folder/complete"
}

# Into target/oidc; likewise.
find_issuer() {
  local -r folder=$ROOT/target/oidc
  [[ ! -f $folder/complete ]] || return 0
  have npm && have node || return 0
  mkdir -p "$folder"
  watched "Fetching oidc-provider $OIDC_PROVIDER" npm install --silent --no-audit --no-fund --prefix "$folder" "oidc-provider@$OIDC_PROVIDER" \
    || { say "oidc-provider cannot be had: sign-in at an issuer is not tried" && return; }
  touch "$folder/complete"
}
