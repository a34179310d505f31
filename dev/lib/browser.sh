# shellcheck shell=bash
# A browser and what drives it, for the tests of the page. Needs ROOT.

# As playwright.version in pom.xml.
readonly PLAYWRIGHT=1.62.0

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
